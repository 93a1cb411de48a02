// Changes that the facets and pivots make to a query; the bar shows the same query as text.
import type { FieldName } from "./fields";
import type { Query, QueryValue, Term } from "./model";

/**
 * The query with a value included (or, negated, excluded). Values included of one field are
 * alternatives, so they join one list; the same value the other way round is taken back.
 */
export function withTerm(query: Query, field: FieldName, value: string, negated: boolean): Query {
  const literal: QueryValue = { text: value, glob: false };
  const others = withoutTerm(query, field, value).terms;
  const at = others.findLastIndex((term) => term.field === field && term.negated === negated);
  const term = others[at];
  if (!term) return { terms: [...others, { field, negated, values: [literal] }] };
  return { terms: others.with(at, { ...term, values: [...term.values, literal] }) };
}

/** The query without a value of a field, or without the field; patterns are other values. */
export function withoutTerm(query: Query, field: FieldName, value?: string): Query {
  const terms = query.terms.flatMap((term): Term[] => {
    if (term.field !== field) return [term];
    if (value === undefined) return [];
    const values = term.values.filter(({ text, glob }) => glob || text !== value);
    return values.length === 0 ? [] : [{ ...term, values }];
  });
  return { terms };
}
