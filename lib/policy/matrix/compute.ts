// What the rules say of many tools and many subjects at once: each tool's rules are looked up once,
// and tools that the same rules speak of share one row.
import { type Cell, cellOf, cellOfAccounts, UNSET } from "../cells/cell";
import { hasEnded, rulesOf } from "../cells/rules-of";
import { accountsOf, concerns, namesIn, subjectKey, type Who } from "../cells/who";
import { isPlainMatrixRule, normalSelector, toolSelector } from "../edit/matrix-rule";
import type { Rule } from "../model";
import type { Grid } from "./model";

export type MatrixTool = { server: string; name: string };
export type Column = Omit<Who, "surely"> & { subject: string; surely: readonly string[] };

/** Cells that are equal are one; grids of one dictionary can be compared by position. */
export type Kinds = { all: Cell[]; at: Map<string, number> };

export function kindsOf(cells: readonly Cell[]): Kinds {
  const kinds: Kinds = { all: [], at: new Map() };
  for (const cell of cells) kindAt(kinds, cell);
  return kinds;
}

/** Whom a column stands for. */
export function whoIn({ surely, accounts, groupsUnknown }: Column): Who {
  return { surely: new Set(surely), accounts, groupsUnknown };
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
  const names = namesIn(ready.map(({ rule }) => rule));
  const who = columns.map((column) => ({
    key: subjectKey(column.subject),
    accounts: accountsOf(whoIn(column), names).map((account) =>
      ready.map(({ rule }) => concerns(rule, account)),
    ),
  }));
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
    const pattern = who.map(({ key: column, accounts }) => {
      const isOwn = (rule: Rule) =>
        owned.has(rule) && subjectKey(rule.subjects[0] ?? "") === column;
      const cells = accounts.map((means) => {
        const mine = candidates.filter((_, n) => means[named[n] ?? -1]).map(({ rule }) => rule);
        return mine.length === 0 ? UNSET : cellOf(mine, isOwn, now);
      });
      return kindAt(kinds, cellOfAccounts(cells));
    });
    known.set(key, patterns.length);
    patterns.push(pattern);
    return patterns.length - 1;
  });
  return { patterns, rows };
}

const ANYBODY = { surely: new Set<string>(), unknown: true } as const;

type ReadyRule = {
  rule: Rule;
  /** Tools that a plain rule of the matrix names one by one. */
  exact: ReadonlySet<string> | undefined;
};

function readyRule(rule: Rule): ReadyRule {
  return {
    rule,
    exact: isPlainMatrixRule(rule) ? new Set(rule.resources.map(normalSelector)) : undefined,
  };
}

function kindAt({ all, at }: Kinds, cell: Cell): number {
  const key = JSON.stringify([cell.state, cell.own, cell.effects, cell.ruleIds, cell.byAccount]);
  const found = at.get(key);
  if (found !== undefined) return found;
  at.set(key, all.length);
  all.push(cell);
  return all.length - 1;
}
