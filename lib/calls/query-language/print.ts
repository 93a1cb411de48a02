// A query as text, in one spelling: `parseQuery(printQuery(query))` is the query again, and printing
// that gives the same text.
import { globRuns } from "./glob";
import type { Bound, Query, QueryNode, QueryValue, Term } from "./model";
import { printPath, type Subject } from "./read-path";

export function printQuery(query: Query): string {
  return query.terms.map(printNode).join(" ");
}

function printNode(node: QueryNode): string {
  const sign = node.negated ? "-" : "";
  if (node.kind !== "group") return sign + printTerm(node);
  return `${sign}(${node.nodes.map(printNode).join(node.op === "or" ? " OR " : " ")})`;
}

function printTerm(term: Term): string {
  switch (term.kind) {
    case "match":
      return `${subjectText(term)}:${listText(term.values)}`;
    case "compare":
      return `${subjectText(term)}${term.op}${printValue({ text: term.value, glob: false })}`;
    case "range": {
      const { low, high } = term;
      const open = low?.inclusive === false ? "{" : "[";
      const close = high?.inclusive === false ? "}" : "]";
      return `${subjectText(term)}:${open}${boundText(low)} TO ${boundText(high)}${close}`;
    }
    case "has":
      return `has:${subjectText(term)}`;
    case "text":
      return valueText(term.value, TEXT);
  }
}

function subjectText({ field, path = [] }: Subject): string {
  return field + printPath(path);
}

function listText(values: readonly QueryValue[]): string {
  const printed = values.map(printValue);
  return printed.length === 1 ? printed.join("") : `(${printed.join(" OR ")})`;
}

function boundText(bound: Bound | null): string {
  return bound === null ? "*" : valueText({ text: bound.value, glob: false }, BOUND);
}

/** Without quotes only where it reads back as the same value, alone and in a list. */
export function printValue(value: QueryValue): string {
  return valueText(value, VALUE);
}

/** What a bare text must not hold, begin with or be, by where it stands. */
type Place = { holds: RegExp; begins: RegExp; is: RegExp };
const VALUE: Place = { holds: /[\s"()\\*]/g, begins: /^[<>=[{]/, is: /^(?:or|and|not)$/i };
const BOUND: Place = { holds: /[\s"()\\*[\]{}]/g, begins: /^(?!)/, is: /^(?:or|and|not|to)$/i };
const TEXT: Place = { holds: /[\s"()\\*:<>=]/g, begins: /^-/, is: /^(?:OR|AND|NOT|TO)$/ };

function valueText({ text, glob }: QueryValue, { holds, begins, is }: Place): string {
  if (glob) {
    const escaped = globRuns(text).map((run) => run.replaceAll(holds, String.raw`\$&`));
    return escaped.join("*").replace(begins, String.raw`\$&`);
  }
  const isBare = text.search(holds) < 0 && !begins.test(text) && !is.test(text);
  return isBare ? text : `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
