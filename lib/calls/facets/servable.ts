// What the counts by hour and day can answer. Pure.
import type { FieldName } from "../query-language/fields";
import { isEditable } from "../query-language/edit";
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

/**
 * The query without what it wants of one field, so that the field's other values are counted too.
 * What is excluded stays excluded.
 */
export function withoutWanted({ terms }: Query, field: FieldName): Query {
  return {
    terms: terms.filter((term) =>
      term.kind === "has"
        ? term.field !== field || !term.negated
        : !isEditable(term, field) || term.negated,
    ),
  };
}
