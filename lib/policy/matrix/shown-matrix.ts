// A draft's matrix as the text says it that the reader is shown: stored, with what is on its way.
import { normalSelector, isPlainMatrixRule, toolSelector } from "../edit/matrix-rule";
import { recentPolicy } from "../edit/recent-policy";
import type { Rule } from "../model";
import { mendRows, toolsOf } from "./grid";
import type { MatrixView } from "./model";

/** What was made of a view last: the next text is mended from there. */
const mended = new WeakMap<MatrixView, { text: string; shown: MatrixView }>();

/**
 * `view` as the API gave it, with the rows anew that `text` decides otherwise. `from`: the text that
 * the API made it from, where that is known.
 */
export function shownMatrix(view: MatrixView, text: string, from: string | null): MatrixView {
  const last = mended.get(view) ?? (from === null ? null : { text: from, shown: view });
  if (last?.text === text) return last.shown;
  const after = recentPolicy(text);
  if (!after.ok) return last?.shown ?? view;
  const before = last && recentPolicy(last.text);
  const rows = before?.ok ? touchedRows(view, before.policy.rules, after.policy.rules) : null;
  const shown = mendRows(
    last?.shown ?? view,
    rows ?? toolsOf(view).map((_, row) => row),
    after.policy.rules,
    Date.now(),
  );
  mended.set(view, { text, shown });
  return shown;
}

/** Null: all of them, because more than cells of the matrix changed. */
function touchedRows(
  view: MatrixView,
  before: readonly Rule[],
  after: readonly Rule[],
): number[] | null {
  const [old, now] = [before, after].map((rules) => new Map(rules.map((rule) => [rule.id, rule])));
  const touched = new Set<string>();
  for (const id of new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])) {
    const [was, is] = [old?.get(id), now?.get(id)];
    if (was === is || JSON.stringify(was) === JSON.stringify(is)) continue;
    if ([was, is].some((rule) => rule && !isPlainMatrixRule(rule))) return null;
    if (was && is && (was.effect !== is.effect || was.subjects[0] !== is.subjects[0])) return null;
    const had = new Set(was?.resources.map(normalSelector));
    const has = new Set(is?.resources.map(normalSelector));
    for (const one of had) if (!has.has(one)) touched.add(one);
    for (const one of has) if (!had.has(one)) touched.add(one);
  }
  return toolsOf(view).flatMap(({ server, name }, row) =>
    touched.has(toolSelector(server, name)) ? [row] : [],
  );
}
