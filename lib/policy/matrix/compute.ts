// What the rules say of many tools and many subjects at once: each tool's rules are looked up once,
// and tools that the same rules speak of share one row.
import { type Cell, cellOf } from "../cells/cell";
import { hasEnded, rulesOf } from "../cells/rules-of";
import { subjectKey } from "../cells/who";
import { isPlainMatrixRule, normalSelector, toolSelector } from "../edit/matrix-rule";
import type { Rule } from "../model";
import type { Grid } from "./model";

export type MatrixTool = { server: string; name: string };
export type Column = { subject: string; surely: readonly string[] };

/** Cells that are equal are one; grids of one dictionary can be compared by position. */
export type Kinds = { all: Cell[]; at: Map<string, number> };

export function kindsOf(cells: readonly Cell[]): Kinds {
  const kinds: Kinds = { all: [], at: new Map() };
  for (const cell of cells) kindAt(kinds, cell);
  return kinds;
}

/** Adds to `kinds` what it lacks. `now` is in milliseconds since the epoch. */
export function computeGrid(
  rules: readonly Rule[],
  { tools, columns }: { tools: readonly MatrixTool[]; columns: readonly Column[] },
  kinds: Kinds,
  now: number,
): Grid {
  const ready = rules.filter((rule) => rule.enabled && !hasEnded(rule, now)).map(readyRule);
  const numberOf = new Map(ready.map(({ rule }, at) => [rule, at]));
  // Whom each rule means is asked below, once for each column instead of once for each cell.
  const speaking = rulesOf(rules, ANYBODY, now);
  const who = columns.map(({ subject, surely }) => {
    const keys = new Set(surely);
    return { key: subjectKey(subject), means: ready.map((one) => meansThem(one, keys)) };
  });
  const known = new Map<string, number>();
  const patterns: number[][] = [];
  const rows = tools.map((tool) => {
    const selector = toolSelector(tool.server, tool.name);
    const named = speaking({ type: "tool", ...tool }, "tools/call")
      .flatMap((rule) => numberOf.get(rule) ?? [])
      .toSorted((a, b) => a - b);
    const own = new Set(named.filter((at) => ready[at]?.exact?.has(selector)));
    const key = named.map((at) => (own.has(at) ? `${at}!` : at)).join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const candidates = named.flatMap((at) => ready[at] ?? []);
    const owned = new Set([...own].flatMap((at) => ready[at]?.rule ?? []));
    const pattern = who.map(({ key: column, means }) => {
      const mine = candidates.filter((_, n) => means[named[n] ?? -1]).map(({ rule }) => rule);
      const isOwn = (rule: Rule) =>
        owned.has(rule) && subjectKey(rule.subjects[0] ?? "") === column;
      return kindAt(kinds, mine.length === 0 ? UNSET : cellOf(mine, isOwn, now));
    });
    known.set(key, patterns.length);
    patterns.push(pattern);
    return patterns.length - 1;
  });
  return { patterns, rows };
}

const ANYBODY = { surely: new Set<string>(), unknown: true } as const;
const UNSET: Cell = { state: "unset", effects: [], ruleIds: [], own: false };

type ReadyRule = {
  rule: Rule;
  subjects: readonly string[];
  except: readonly string[];
  /** Tools that a plain rule of the matrix names one by one. */
  exact: ReadonlySet<string> | undefined;
};

function readyRule(rule: Rule): ReadyRule {
  return {
    rule,
    subjects: rule.subjects.map(subjectKey),
    except: rule.except.map(subjectKey),
    exact: isPlainMatrixRule(rule) ? new Set(rule.resources.map(normalSelector)) : undefined,
  };
}

function meansThem({ subjects, except }: ReadyRule, keys: ReadonlySet<string>): boolean {
  return subjects.some((key) => keys.has(key)) && !except.some((key) => keys.has(key));
}

function kindAt({ all, at }: Kinds, cell: Cell): number {
  const key = JSON.stringify([cell.state, cell.own, cell.effects, cell.ruleIds]);
  const found = at.get(key);
  if (found !== undefined) return found;
  at.set(key, all.length);
  all.push(cell);
  return all.length - 1;
}
