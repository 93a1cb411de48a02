// Fields inside payloads. Whoever lowers them must hold `payload:read`; see search-payload.ts.
import { likePattern } from "./like-pattern";
import { limitsOf, sign } from "./lower-ordered";
import { type Condition, type Fragment, hasPayload, type Lowering } from "./lowering";
import type { Term, TextTerm } from "./query-language/model";
import { numberOf } from "./query-language/quantities";

type FieldTerm = Exclude<Term, TextTerm>;

/** Undefined for the fields of other files. */
export function payloadCondition(context: Lowering, term: FieldTerm): Condition | undefined {
  const { sql } = context;
  if (term.field === "ip") return hasPayload(context, addressCondition(sql, term));
  if (term.field !== "args" && term.field !== "result") return undefined;
  const part = term.field === "args" ? sql`p.arguments` : sql`p.result`;
  if (term.path === undefined) return hasPayload(context, sql`${part} IS NOT NULL`);
  const place = sql`json_or_null(${part}) #> ${term.path}::text[]`;
  if (term.kind === "has") return hasPayload(context, sql`${place} <> 'null'`);
  // A list fits where one of its elements does.
  return hasPayload(
    context,
    sql`EXISTS (
      SELECT FROM (SELECT ${place} AS value) found, jsonb_array_elements(
        CASE jsonb_typeof(found.value) WHEN 'array' THEN found.value
             ELSE jsonb_build_array(found.value) END) AS one
      WHERE ${valueCondition(sql, term)})`,
  );
}

/** Over `one`, a JSON value. Numbers are compared as numbers, and everything as it is written. */
function valueCondition(sql: Lowering["sql"], term: FieldTerm): Fragment {
  const text = sql`one #>> '{}'`;
  const number = sql`CASE WHEN jsonb_typeof(one) = 'number' THEN (${text})::numeric END`;
  const { limits } = limitsOf(term);
  if (term.kind === "match") {
    const patterns = term.values.map(likePattern);
    const numbers = term.values.flatMap((value) =>
      value.glob || numberOf(value.text) === null ? [] : [value.text],
    );
    return sql`jsonb_typeof(one) IN ('string', 'number', 'boolean')
      AND (${text} LIKE ANY(${patterns}::text[])
           OR ${number} = ANY(${numbers}::text[]::numeric[]))`;
  }
  return limits.reduce(
    (all, { op, value }) => sql`${all} AND ${number} ${sign(sql, op)} ${value}::numeric`,
    sql`jsonb_typeof(one) = 'number'`,
  );
}

function addressCondition(sql: Lowering["sql"], term: FieldTerm): Fragment {
  const written = sql`json_or_null(p.network) ->> 'clientIp'`;
  if (term.kind !== "match") return sql`${written} IS NOT NULL`;
  const networks = term.values.map(({ text }) => text);
  return sql`address_or_null(${written}) <<= ANY(${networks}::text[]::inet[])`;
}
