// Building and walking the tree.
import type { FieldName } from "./fields";
import type { Group, MatchTerm, Query, QueryNode, Span, Term } from "./model";

/** The field is (or, negated, is not) this literal text. */
export function isText(field: FieldName, text: string, negated = false): MatchTerm {
  return { kind: "match", negated, field, values: [{ text, glob: false }] };
}

/** Several parts as one in normal form; a single one is itself. */
export function joined(op: Group["op"], nodes: readonly QueryNode[], at?: Span): QueryNode {
  const [first, ...more] = nodes;
  if (first && more.length === 0) return first;
  const flat = nodes.flatMap((node) => (isPlain(node, op) ? node.nodes : [node]));
  return { kind: "group", negated: false, op, nodes: flat, ...(at && { at }) };
}

/** What a text says as a whole, as the query whose terms all hold. */
export function asQuery(node: QueryNode | undefined): Query {
  if (node === undefined) return { terms: [] };
  return { terms: isPlain(node, "and") ? node.nodes : [node] };
}

function isPlain(node: QueryNode, op: Group["op"]): node is Group {
  return node.kind === "group" && node.op === op && !node.negated;
}

/** Every term of the tree, in the order of the text. */
export function termsOf({ terms }: Query): Term[] {
  return terms.flatMap(leaves);
}

function leaves(node: QueryNode): Term[] {
  return node.kind === "group" ? node.nodes.flatMap(leaves) : [node];
}
