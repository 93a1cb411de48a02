// What the counts by hour and day can answer. Pure.
import type { FieldName } from "../query-language/fields";
import type { Query } from "../query-language/model";
import { termsOf } from "../query-language/nodes";
import type { FacetField } from "./model";

/** Fields that hang on what a count is kept for. */
const KEPT: ReadonlySet<FieldName> = new Set<FieldName>([
  "caller",
  "ranas",
  "person",
  "group",
  "credential",
  "server",
  "tool",
  "risk",
  "source",
  "client",
  "verdict",
  "outcome",
  "decision",
]);

/** Whether the counts by hour and day know which calls match. */
export function isServable(query: Query): boolean {
  return termsOf(query).every((term) => term.kind !== "text" && KEPT.has(term.field));
}

/** Whether they know the values of a field. */
export function isKept(field: FacetField): boolean {
  return KEPT.has(field);
}

/** Fields of which the counts are kept by day and value as well, one at a time. */
export const COUNTED_BY_VALUE = [
  "caller",
  "client",
  "source",
  "server",
  "tool",
  "ranas",
  "credential",
] as const satisfies readonly FacetField[];
export type CountedByValue = (typeof COUNTED_BY_VALUE)[number];

/** What a term of such a field asks of a count. */
const ASKED: Partial<Record<FieldName, readonly FieldName[]>> = {
  person: ["caller", "ranas"],
  group: ["caller"],
  risk: ["tool"],
};

/**
 * The smallest counts that know `field` and which calls match a query that is servable: `verdict` with
 * outcome and decision, those of the values of one field with their verdicts, or all of them.
 */
export function smallestCounts(query: Query, field: FieldName): "verdict" | CountedByValue | "all" {
  const asked = termsOf(query).flatMap((term) =>
    term.kind === "text" ? [] : (ASKED[term.field] ?? [term.field]),
  );
  const needed = new Set<FieldName>([field, ...asked, "verdict"]);
  const others = [...needed].filter((one) => !BY_VERDICT.has(one));
  if (others.length === 0) return "verdict";
  const value = COUNTED_BY_VALUE.find((one) => needed.has(one));
  return value !== undefined && needed.size === 2 ? value : "all";
}

const BY_VERDICT: ReadonlySet<FieldName> = new Set<FieldName>(["verdict", "outcome", "decision"]);
