// What a facet lists. Pure.
import { namedIn, type ValueState } from "./facet-edit";
import type { FacetField, FacetValue } from "./model";

export type FacetRow = FacetValue & { state: ValueState | null };

/** The counted values, and those that the query names and that were not counted, with 0. */
export function facetRows(
  values: readonly FacetValue[],
  query: string,
  field: FacetField,
): FacetRow[] {
  const named = namedIn(query, field);
  const counted = new Set(values.map(({ value }) => value));
  const missing = [...named.keys()]
    .filter((value) => !counted.has(value))
    .map((value) => ({ value, label: labelOf(value), detail: null, count: 0 }));
  return [...values, ...missing].map((one) => ({ ...one, state: named.get(one.value) ?? null }));
}

/** Rows keep the places that they had; new ones come behind. */
export function inOrder(rows: readonly FacetRow[], order: readonly (string | null)[]): FacetRow[] {
  const places = new Map(order.map((value, place) => [value, place]));
  const placeOf = ({ value }: FacetRow) => places.get(value) ?? order.length;
  return rows.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function labelOf(value: string | null): string {
  return value === null ? "(none)" : value.replace(/^person:(?=.)/, "");
}
