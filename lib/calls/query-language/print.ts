// A query as text, in one spelling: `parseQuery(printQuery(query))` is the query again.
import type { Query, QueryValue, Term } from "./model";
import { whyQuotes } from "./read-value";

export function printQuery(query: Query): string {
  return query.terms.map(printTerm).join(" ");
}

function printTerm({ field, negated, values }: Term): string {
  const [first] = values;
  const printed =
    values.length === 1 && first ? printValue(first) : `(${values.map(printValue).join(" OR ")})`;
  return `${negated ? "-" : ""}${field}:${printed}`;
}

/** Without quotes only where it reads back as the same value, alone and in a list. */
export function printValue({ text, glob }: QueryValue): string {
  const isBare = !/[\s"()*]/.test(text) && whyQuotes(text) === undefined;
  if (glob || isBare) return text;
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
