import type { Pool } from "../../../db/client";
import type { DirectoryIndex } from "../../identity/directory-index";
import { readBlocks } from "../blocks";
import { meaningOf } from "../changed-rules";
import { isPlainMatrixRule } from "../edit/matrix-rule";
import type { Block } from "../facts";
import type { Rule } from "../model";
import { means } from "../reach/standing-blocks";
import { computeGrid, kindsOf, whoIn } from "./compute";
import { ruleRef, toolsOf } from "./grid";
import type { MatrixColumn, MatrixQuery, MatrixView } from "./model";
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
  const [columns, tools, blocks] = await Promise.all([
    readColumns(pool, directory, both, query),
    readTools(pool, both, query.server),
    readBlocks(pool),
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
    blocks: blocksIn(blocks, columns.columns),
    rules: [...rules.values()].filter(({ id }) => deciding.has(id)).map(ruleRef),
  };
}

/** Those that mean a column; one of a credential lets other calls through. */
function blocksIn(
  blocks: readonly Block[],
  columns: readonly MatrixColumn[],
): MatrixView["blocks"] {
  const who = columns.map(whoIn);
  return blocks
    .filter(({ credentials }) => credentials === undefined)
    .filter((block) => who.some((one) => means(block, one)))
    .map(({ id = "", subjects, resources }) => ({
      id,
      subject: subjects?.[0] ?? null,
      resource: resources?.[0] ?? null,
    }));
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
