// The filter menus and pivots are a second editor of the query's text. Each function takes the text and
// gives the new text, or null where the text cannot be read: nothing is ever dropped silently.
import { isEditable, withoutTerm, withTerm } from "./query-language/edit";
import type { FieldName } from "./query-language/fields";
import type { Query } from "./query-language/model";
import { parseQuery } from "./query-language/parse";
import { printQuery } from "./query-language/print";
import type { Identity } from "./view";

/** What the query asks for in one field: its plain values, and how many with the patterns. */
export function chosenIn(text: string, field: FieldName): { values: string[]; count: number } {
  const parsed = parseQuery(text);
  const wanted = (parsed.ok ? parsed.query.terms : [])
    .filter((term) => isEditable(term, field))
    .flatMap(({ negated, values }) => (negated ? [] : values));
  return {
    values: wanted.filter(({ glob }) => !glob).map((value) => value.text),
    count: wanted.length,
  };
}

/** The value joins the wanted ones of its field, or leaves them. */
export function toggleValue(text: string, field: FieldName, value: string): string | null {
  const chosen = chosenIn(text, field).values.includes(value);
  return edit(text, (query) =>
    chosen ? withoutTerm(query, field, value) : withTerm(query, field, value, false),
  );
}

/** Any value of the field again; what is excluded stays excluded. */
export function anyValue(text: string, field: FieldName): string | null {
  return edit(text, (query) => withoutWanted(query, field));
}

/** The field is this value and no other. */
export function onlyValue(text: string, field: FieldName, value: string): string | null {
  return edit(text, (query) => withTerm(withoutWanted(query, field), field, value, false));
}

/** The field is not this value. */
export function excludeValue(text: string, field: FieldName, value: string): string | null {
  return edit(text, (query) => withTerm(query, field, value, true));
}

/** Both queries hold. What cannot be read is left as it stands, with the other behind it. */
export function andAlso(text: string, more: string): string {
  if (text.trim() === "") return more;
  const [one, two] = [parseQuery(text), parseQuery(more)];
  if (!one.ok || !two.ok) return `${text.trim()} ${more}`;
  return printQuery({ terms: [...one.query.terms, ...two.query.terms] });
}

/** The query without its term at `position`. */
export function withoutTermAt(text: string, position: number): string | null {
  return edit(text, ({ terms }) => ({ terms: terms.toSpliced(position, 1) }));
}

/** The query without its last term; null where there is none. */
export function withoutLastTerm(text: string): string | null {
  const parsed = parseQuery(text);
  const count = parsed.ok ? parsed.query.terms.length : 0;
  return count === 0 ? null : withoutTermAt(text, count - 1);
}

/**
 * What names an identity in a query and nobody else: its person, or issuer and subject together. An equal
 * subject of another issuer is somebody else.
 */
export function identityValue({ id, person, principal }: Identity): string {
  if (person) return `person:${person.id}`;
  // In a pair the first "|" ends the issuer; one that contains it has no such form.
  return principal && !principal.iss.includes("|") ? `${principal.iss}|${principal.sub}` : id;
}

function withoutWanted({ terms }: Query, field: FieldName): Query {
  return { terms: terms.filter((term) => !isEditable(term, field) || term.negated) };
}

function edit(text: string, change: (query: Query) => Query): string | null {
  const parsed = parseQuery(text);
  return parsed.ok ? printQuery(change(parsed.query)) : null;
}
