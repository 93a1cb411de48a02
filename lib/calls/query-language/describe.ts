// A query in words, for the line below the bar.
import { FIELDS } from "./fields";
import type { Query, QueryValue, Term } from "./model";

/** "verdict is mismatch, and caller is not alice"; "all calls" for the empty query. */
export function describeQuery(query: Query): string {
  return query.terms.length === 0 ? "all calls" : query.terms.map(describeTerm).join(", and ");
}

function describeTerm({ field, negated, values }: Term): string {
  const verb = `${FIELDS[field].words} is${negated ? " not" : ""}`;
  return `${verb} ${values.map(describeValue).join(negated ? " and not " : " or ")}`;
}

function describeValue({ text, glob }: QueryValue): string {
  if (glob) return `like ${text}`;
  return /^[\w@./+-]+$/.test(text) ? text : `“${text}”`;
}
