// A query as SQL conditions over `call c`. Names become dimension ids first, so that the big table
// is only ever compared with integers; every value is a parameter.
import pLimit from "p-limit";
import { allLookUps, bestLookUps } from "./look-up";
import { dimensionCondition } from "./lower-dimensions";
import { payloadCondition } from "./lower-payload";
import { orderedCondition } from "./lower-ordered";
import { plainCondition } from "./lower-plain";
import type { Condition, Lowering } from "./lowering";
import { textCondition } from "./lower-text";
import type { Query, QueryNode, Term } from "./query-language/model";

/** Names are looked up side by side, but one query never takes a whole pool. */
const LOOK_UPS = 3;

/** One condition a term of the top level. */
export function lowerQuery(context: Lowering, query: Query): Promise<Condition[]> {
  const { sql } = context;
  const limit = pLimit(LOOK_UPS);
  return Promise.all(query.terms.map(lowerNode));

  async function lowerNode(node: QueryNode): Promise<Condition> {
    const { where, lookUps } =
      node.kind === "group"
        ? between(node.op, await Promise.all(node.nodes.map(lowerNode)))
        : await limit(() => lowerTerm(context, node));
    // A missing value is not equal to anything, so "not alice" keeps the calls without a caller.
    return node.negated
      ? { where: sql`(${where}) IS NOT TRUE` }
      : { where: sql`(${where})`, lookUps };
  }

  function between(op: "and" | "or", parts: readonly Condition[]): Condition {
    const sign = op === "and" ? sql`AND` : sql`OR`;
    const [first, ...more] = parts.map(({ where }) => where);
    if (!first) return { where: sql`true` };
    return {
      where: more.reduce((all, part) => sql`${all} ${sign} ${part}`, first),
      lookUps: op === "and" ? bestLookUps(parts) : allLookUps(parts),
    };
  }
}

async function lowerTerm(context: Lowering, term: Term): Promise<Condition> {
  if (term.kind === "text") return textCondition(context, term);
  return (
    payloadCondition(context, term) ??
    orderedCondition(context, term) ??
    plainCondition(context, term) ??
    dimensionCondition(context, term)
  );
}
