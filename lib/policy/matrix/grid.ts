// Reading and mending a matrix as the API gives it; runs in browsers.
import type { Cell } from "../cells/cell";
import { type Membership, subjectKey } from "../cells/who";
import type { Rule } from "../model";
import { computeGrid, kindsOf, type MatrixTool } from "./compute";
import type { Grid, MatrixColumn, MatrixView } from "./model";

export function toolsOf({ servers }: Pick<MatrixView, "servers">): MatrixTool[] {
  return servers.flatMap(({ name: server, tools }) => tools.map(([name]) => ({ server, name })));
}

export function cellAt(
  { kinds }: Pick<MatrixView, "kinds">,
  { patterns, rows }: Grid,
  row: number,
  column: number,
): Cell | undefined {
  const kind = patterns[rows[row] ?? -1]?.[column];
  return kind === undefined ? undefined : kinds[kind];
}

/** Whether the draft says something else here than what it was made from. */
export function isChanged(view: MatrixView, row: number, column: number): boolean {
  if (view.before === null) return false;
  const now = cellAt(view, view.now, row, column);
  if (now !== cellAt(view, view.before, row, column)) return true;
  return now?.ruleIds.some((id) => view.rewritten.includes(id)) ?? false;
}

/** The same matrix with these rows as the rules now have it; the rest is kept. */
export function mendRows(
  view: MatrixView,
  touched: readonly number[],
  rules: readonly Rule[],
  now: number,
): MatrixView {
  const all = toolsOf(view);
  const rows = [...new Set(touched)].filter((row) => all[row] !== undefined);
  const tools = rows.flatMap((row) => all[row] ?? []);
  const kinds = kindsOf(view.kinds);
  const fresh = computeGrid(rules, { tools, columns: view.columns }, kinds, now);
  const mended = [...view.now.rows];
  const patterns = [...view.now.patterns, ...fresh.patterns];
  rows.forEach((row, at) => {
    mended[row] = view.now.patterns.length + (fresh.rows[at] ?? 0);
  });
  const deciding = new Set(kinds.all.flatMap(({ ruleIds }) => ruleIds));
  for (const { id } of view.rules) deciding.delete(id);
  const added = rules.filter(({ id }) => deciding.has(id)).map(ruleRef);
  return {
    ...view,
    kinds: kinds.all,
    now: { patterns, rows: mended },
    rules: added.length === 0 ? view.rules : [...view.rules, ...added],
  };
}

export function ruleRef({ id, name, effect, subjects }: Rule): MatrixView["rules"][number] {
  return { id, name: name ?? id, effect, subjects: subjects.slice(0, 5) };
}

/** What an edit must know of the columns, without the whole directory. */
export function membershipOf(columns: readonly MatrixColumn[]): Membership {
  const groups = new Map<string, Set<string>>();
  const personOfPrincipal: Membership["personOfPrincipal"] = new Map();
  for (const { subject, surely, accounts = [] } of columns) {
    const values = (prefix: string) =>
      surely.flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
    for (const person of values("person:")) {
      for (const group of values("group:")) {
        const members = groups.get(group) ?? new Set();
        groups.set(group, members.add(person));
      }
      const principals = [subjectKey(subject), ...accounts];
      for (const key of principals.filter((one) => one.startsWith("principal:")))
        personOfPrincipal.set(key.slice("principal:".length), { id: person });
    }
  }
  return { groups, personOfPrincipal };
}
