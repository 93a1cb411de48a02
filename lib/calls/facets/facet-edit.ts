// What a facet changes in the query. A value wanted joins the field's others; "(none)" (null) stands
// alone, because no list holds it. Each function gives null where the text cannot be read.
import { isEditable, withoutTerm, withTerm } from "../query-language/edit";
import type { FieldName } from "../query-language/fields";
import type { Query, QueryNode } from "../query-language/model";
import { parseQuery } from "../query-language/parse";
import { printQuery } from "../query-language/print";

/** What the query says of a value by a plain term. */
export type ValueState = "wanted" | "excluded";

/** The values that the query names in plain terms of a field, patterns left out. */
export function namedIn(text: string, field: FieldName): Map<string | null, ValueState> {
  const parsed = parseQuery(text);
  const named = new Map<string | null, ValueState>();
  for (const term of parsed.ok ? parsed.query.terms : []) {
    if (isHas(term, field)) named.set(null, term.negated ? "wanted" : "excluded");
    if (!isEditable(term, field)) continue;
    for (const { text: value, glob } of term.values)
      if (!glob) named.set(value, term.negated ? "excluded" : "wanted");
  }
  return named;
}

/** A value that the query names is named no more; any other is wanted too. */
export function toggled(text: string, field: FieldName, value: string | null): string | null {
  const isNamed = namedIn(text, field).has(value);
  return edited(text, (query) => {
    if (value === null)
      return isNamed ? withoutHas(query, field) : withNone(withoutWanted(query, field), field);
    if (isNamed) return withoutTerm(query, field, value);
    return withTerm(withoutNone(query, field), field, value, false);
  });
}

/** The field is this value and no other; what is excluded stays excluded. */
export function only(text: string, field: FieldName, value: string | null): string | null {
  return edited(text, (query) => {
    const others = withoutWanted(query, field);
    return value === null ? withNone(others, field) : withTerm(others, field, value, false);
  });
}

/** The field is not this value. */
export function excluding(text: string, field: FieldName, value: string | null): string | null {
  return edited(text, (query) => {
    if (value !== null) return withTerm(query, field, value, true);
    const { terms } = withoutHas(query, field);
    return { terms: [...terms, { kind: "has", negated: false, field }] };
  });
}

/** The query without what it wants of one field; what is excluded stays excluded. */
export function withoutWanted(query: Query, field: FieldName): Query {
  const { terms } = withoutNone(query, field);
  return { terms: terms.filter((term) => !isEditable(term, field) || term.negated) };
}

function withNone(query: Query, field: FieldName): Query {
  const { terms } = withoutHas(query, field);
  return { terms: [...terms, { kind: "has", negated: true, field }] };
}

function withoutNone({ terms }: Query, field: FieldName): Query {
  return { terms: terms.filter((term) => !isHas(term, field) || !term.negated) };
}

function withoutHas({ terms }: Query, field: FieldName): Query {
  return { terms: terms.filter((term) => !isHas(term, field)) };
}

function isHas(term: QueryNode, field: FieldName): boolean {
  return term.kind === "has" && term.field === field && term.path === undefined;
}

function edited(text: string, change: (query: Query) => Query): string | null {
  const parsed = parseQuery(text);
  return parsed.ok ? printQuery(change(parsed.query)) : null;
}
