// The filter menus and pivots are a second editor of the query's text. Each function takes the text and
// gives the new text, or null where the text cannot be read: nothing is ever dropped silently.
import type { Query, QueryTerm } from "./query-language/model";
import { parseQuery } from "./query-language/parse";
import { printQuery } from "./query-language/print";
import type { Identity } from "./view";

export type FilterField = QueryTerm["field"];

/** Values that the query asks for, and those it excludes, of one field. */
export function valuesOf(text: string, field: FilterField): { only: string[]; except: string[] } {
  const parsed = parseQuery(text);
  const terms = parsed.ok ? parsed.query.terms.filter((term) => term.field === field) : [];
  const texts = (negated: boolean) =>
    terms.filter((term) => term.negated === negated).flatMap((term) => term.values.map(valueText));
  return { only: texts(false), except: texts(true) };
}

/** The field is this value and no other. */
export function onlyValue(text: string, field: FilterField, value: string): string | null {
  return setValues(text, field, [value]);
}

/** The field is one of `values`; none of them lifts the filter. Exclusions of others stay. */
export function setValues(text: string, field: FilterField, values: string[]): string | null {
  return edit(text, (terms) => {
    const rest = withoutValues(terms, (term, value) =>
      term.field === field ? !term.negated || values.includes(value) : false,
    );
    return values.length === 0 ? rest : [...rest, term(field, false, values)];
  });
}

/** The value joins the wanted ones of its field, or leaves them. */
export function toggleValue(text: string, field: FilterField, value: string): string | null {
  const { only } = valuesOf(text, field);
  const next = only.includes(value) ? only.filter((one) => one !== value) : [...only, value];
  return setValues(text, field, next);
}

/** The field is not this value. */
export function excludeValue(text: string, field: FilterField, value: string): string | null {
  return edit(text, (terms) => [
    ...withoutValues(terms, (term, one) => term.field === field && one === value),
    term(field, true, [value]),
  ]);
}

/** The query without its term at `position`. */
export function withoutTermAt(text: string, position: number): string | null {
  return edit(text, (terms) => terms.filter((_, at) => at !== position));
}

/** The query without its last term; null where there is none. */
export function withoutLastTerm(text: string): string | null {
  const parsed = parseQuery(text);
  const count = parsed.ok ? parsed.query.terms.length : 0;
  return count === 0 ? null : withoutTermAt(text, count - 1);
}

/**
 * What names an identity in a query: its person, or issuer and subject together. An equal subject of
 * another issuer is somebody else.
 */
export function identityValue({ id, person, principal }: Identity): string {
  return person?.id ?? (principal ? `${principal.iss}|${principal.sub}` : id);
}

function edit(text: string, change: (terms: QueryTerm[]) => QueryTerm[]): string | null {
  const parsed = parseQuery(text);
  if (!parsed.ok) return null;
  const query: Query = { ...parsed.query, terms: change([...parsed.query.terms]) };
  return printQuery(query);
}

function term(field: FilterField, negated: boolean, values: string[]): QueryTerm {
  return { field, negated, values: values.map((text) => ({ text, glob: false })) };
}

/** Values are taken out of their lists; a term without values goes. */
function withoutValues(
  terms: QueryTerm[],
  goes: (term: QueryTerm, value: string) => boolean,
): QueryTerm[] {
  return terms
    .map((one) => ({
      ...one,
      values: one.values.filter((value) => !goes(one, valueText(value))),
    }))
    .filter((one) => one.values.length > 0);
}

function valueText({ text }: QueryTerm["values"][number]): string {
  return text;
}
