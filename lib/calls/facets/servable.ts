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
