// Fields that are columns of the call itself and hold few values or an opaque text.
import { flagsToBits, observedFlagsToBits } from "../identity/flag-bits";
import { FLAGS, OBSERVED_FLAGS } from "../identity/model";
import { likePattern } from "./like-pattern";
import { oneOf } from "./look-up";
import { type Condition, derived, type Fragment, type Lowering } from "./lowering";
import { formatInstant } from "./instants";
import { decodeCallId } from "./public-id";
import { RARE } from "./rare-flags";
import type { FieldName } from "./query-language/fields";
import type { QueryValue, Term, TextTerm } from "./query-language/model";

/** Undefined for the fields of other files. */
export function plainCondition(
  { sql }: Lowering,
  term: Exclude<Term, TextTerm>,
): Condition | undefined {
  const values = term.kind === "match" ? term.values : null;
  if (term.field === "flag") return { where: flagCondition(sql, values) };
  if (term.field === "id") return { where: keyCondition(sql, values ?? []) };
  const column = columnOf(sql, term.field);
  if (column === undefined) return undefined;
  if (values === null) return { where: sql`${column} IS NOT NULL` };
  if (values.some(({ glob }) => glob))
    return { where: sql`${column} LIKE ANY(${values.map(likePattern)}::text[])` };
  const texts = values.map(({ text }) => text);
  if (term.field === "verdict") return oneOf(sql, { column: "verdict", values: texts });
  const [only, ...more] = texts;
  // One value is what an index is ordered by.
  if (only !== undefined && more.length === 0) return { where: sql`${column} = ${only}` };
  return { where: sql`${column} = ANY(${texts}::text[])` };
}

function columnOf(sql: Lowering["sql"], field: FieldName): Fragment | undefined {
  switch (field) {
    case "verdict":
    case "relation":
    case "evidence":
      return derived(sql, field);
    case "caller.evidence":
      return derived(sql, "caller_evidence");
    case "outcome":
    case "decision":
    case "type":
    case "decision_id":
      return sql`c.${sql(field)}`;
    case "kind":
      return sql`c.ran_as_kind`;
    case "policy":
      return sql`c.policy_version`;
    case "approval":
      return sql`c.approval_id`;
    case "trace":
      return sql`c.trace_id`;
    default:
      return undefined;
  }
}

/** Null: any flag. */
function flagCondition(sql: Lowering["sql"], values: readonly QueryValue[] | null): Fragment {
  const wanted = (flag: string) => values === null || values.some(({ text }) => text === flag);
  const bits = flagsToBits(FLAGS.filter(wanted));
  const observed = observedFlagsToBits(OBSERVED_FLAGS.filter(wanted));
  const any = (masks: typeof RARE) => sql`
    ((${derived(sql, "flags")} & ${masks.flags}) <> 0
      OR (${derived(sql, "observed_flags")} & ${masks.observed}) <> 0)`;
  const rare = (bits & ~RARE.flags) === 0 && (observed & ~RARE.observed) === 0;
  // What follows from the rest, in the words of the index.
  return rare
    ? sql`${any({ flags: bits, observed })} AND ${any(RARE)}`
    : any({ flags: bits, observed });
}

function keyCondition(sql: Lowering["sql"], values: readonly QueryValue[]): Fragment {
  const keys = values.flatMap(({ text }) => decodeCallId(text) ?? []);
  return sql`(c.occurred_at, c.source_id, c.event_id) IN (
    SELECT * FROM unnest(${keys.map(({ at }) => formatInstant(at))}::text[]::timestamptz[],
      ${keys.map(({ sourceId }) => sourceId)}::int[], ${keys.map(({ eventId }) => eventId)}::text[]))`;
}
