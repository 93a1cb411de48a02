import type { Pool } from "../../../db/client";
import type { DirectoryIndex } from "../../identity/directory-index";
import { meaningOf } from "../changed-rules";
import { isPlainMatrixRule } from "../edit/matrix-rule";
import type { Rule } from "../model";
import { computeGrid, kindsOf } from "./compute";
import { ruleRef, toolsOf } from "./grid";
import type { MatrixQuery, MatrixView } from "./model";
import { readColumns } from "./read-columns";
import { policyOf, readShown } from "./read-shown";
import { readTools } from "./read-tools";

/**
 * Tools by server against groups, people and clients, as a draft or a version decides them before
 * any call. Throws `not_found`, and `invalid` where a draft's text is no policy.
 */
export async function readMatrix(
  pool: Pool,
  directory: DirectoryIndex,
  query: MatrixQuery,
  now: number,
): Promise<MatrixView> {
  const { policy, ...of } = await readShown(pool, query);
  const before = of.draft === null ? null : await policyOf(pool, of.version);
  const both = [...policy.rules, ...(before?.rules ?? [])];
  const [columns, tools] = await Promise.all([
    readColumns(pool, directory, both, query),
    readTools(pool, both, query.server),
  ]);
  const axes = { tools: toolsOf(tools), columns: columns.columns };
  const kinds = kindsOf([]);
  const grids = {
    now: computeGrid(policy.rules, axes, kinds, now),
    before: before && computeGrid(before.rules, axes, kinds, now),
  };
  const deciding = new Set(kinds.all.flatMap(({ ruleIds }) => ruleIds));
  const rules = new Map(
    [...(before?.rules ?? []), ...policy.rules].map((rule) => [rule.id, rule] as const),
  );
  return {
    ...of,
    at: new Date(now).toISOString(),
    columns: columns.columns,
    parts: columns.parts,
    servers: tools.servers,
    serverNames: tools.serverNames,
    cut: { tools: tools.cut, columns: columns.cut },
    kinds: kinds.all,
    ...grids,
    rewritten: before === null ? [] : rewritten(before.rules, policy.rules),
    rules: [...rules.values()].filter(({ id }) => deciding.has(id)).map(ruleRef),
  };
}

/**
 * By what they ask for: whom and what they name shows in the cells that they decide no more, or only
 * now. The matrix's own rules change with every cell, which say so themselves.
 */
function rewritten(before: readonly Rule[], after: readonly Rule[]): string[] {
  const old = new Map(before.map((rule) => [rule.id, rule]));
  return after.flatMap((rule) => {
    const was = old.get(rule.id);
    if (was === undefined || (isPlainMatrixRule(was) && isPlainMatrixRule(rule))) return [];
    return termsOf(was) === termsOf(rule) ? [] : [rule.id];
  });
}

function termsOf(rule: Rule): string {
  return meaningOf({ ...rule, subjects: [], except: [], actions: [], resources: [] });
}
