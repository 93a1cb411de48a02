// Changes that the facets and pivots make to a query; the bar shows the same query as text. Only the
// plain terms that hold as a whole are edited: groups and everything else stay as they are.
import type { FieldName } from "./fields";
import type { MatchTerm, Query, QueryNode, QueryValue } from "./model";
import { isText } from "./nodes";

/** Whether the menus can edit this part: the field is (or is not) one of some values. */
export function isEditable(node: QueryNode, field: FieldName): node is MatchTerm {
  return node.kind === "match" && node.field === field && node.path === undefined;
}

/**
 * The query with a value included (or, negated, excluded). Values included of one field are
 * alternatives, so they join one list; the same value the other way round is taken back.
 */
export function withTerm(query: Query, field: FieldName, value: string, negated: boolean): Query {
  const literal: QueryValue = { text: value, glob: false };
  const others = withoutTerm(query, field, value).terms;
  const at = others.findLastIndex((one) => isEditable(one, field) && one.negated === negated);
  const term = others[at];
  if (term?.kind !== "match") return { terms: [...others, isText(field, value, negated)] };
  return { terms: others.with(at, { ...term, values: [...term.values, literal] }) };
}

/** The query without a value of a field, or without the field; patterns are other values. */
export function withoutTerm(query: Query, field: FieldName, value?: string): Query {
  const terms = query.terms.flatMap((term): QueryNode[] => {
    if (!isEditable(term, field)) return [term];
    if (value === undefined) return [];
    const values = term.values.filter(({ text, glob }) => glob || text !== value);
    return values.length === 0 ? [] : [{ ...term, values }];
  });
  return { terms };
}
