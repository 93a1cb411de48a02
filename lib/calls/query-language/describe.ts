// A query in words, for the line below the bar.
import { FIELDS } from "./fields";
import type { Bound, Comparison, Query, QueryNode, QueryValue, Term } from "./model";
import { printPath, type Subject } from "./read-path";

/** "verdict is mismatch, and caller is not alice"; "all calls" for the empty query. */
export function describeQuery(query: Query): string {
  return query.terms.length === 0 ? "all calls" : query.terms.map(describeNode).join(", and ");
}

function describeNode(node: QueryNode): string {
  if (node.kind !== "group") return describeTerm(node);
  const inside = `(${node.nodes.map(describeNode).join(node.op === "or" ? ", or " : ", and ")})`;
  return node.negated ? `not ${inside}` : inside;
}

function describeTerm(term: Term): string {
  if (term.kind === "text") {
    const verb = term.negated ? "no name or message contains" : "a name or message contains";
    return `${verb} ${term.value.glob ? `the pattern ${term.value.text}` : `“${term.value.text}”`}`;
  }
  const name = subjectWords(term);
  if (term.kind === "has") return `${name} is ${term.negated ? "absent" : "present"}`;
  const verb = `${name} is${term.negated ? " not" : ""}`;
  switch (term.kind) {
    case "match":
      return `${verb} ${term.values.map(describeValue).join(term.negated ? " and not " : " or ")}`;
    case "compare":
      return `${verb} ${comparisonWords(term.field === "time", term.op)} ${term.value}`;
    case "range":
      return `${verb} ${rangeWords(term.field === "time", term)}`;
  }
}

function subjectWords({ field, path }: Subject): string {
  return path ? `${FIELDS[field].words} ${printPath(path).slice(1)}` : FIELDS[field].words;
}

function comparisonWords(isTime: boolean, op: Comparison): string {
  const words = isTime
    ? { "<": "before", "<=": "at or before", ">": "after", ">=": "at or after" }
    : { "<": "less than", "<=": "at most", ">": "more than", ">=": "at least" };
  return words[op];
}

function rangeWords(isTime: boolean, { low, high }: { low: Bound | null; high: Bound | null }) {
  const words = [
    ...(low ? [`${comparisonWords(isTime, low.inclusive ? ">=" : ">")} ${low.value}`] : []),
    ...(high ? [`${comparisonWords(isTime, high.inclusive ? "<=" : "<")} ${high.value}`] : []),
  ];
  return words.length === 0 ? "anything" : words.join(" and ");
}

function describeValue({ text, glob }: QueryValue): string {
  if (glob) return `like ${text}`;
  return /^[\w@./+-]+$/.test(text) ? text : `“${text}”`;
}
