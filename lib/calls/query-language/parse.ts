// The query language of docs/query-language.md. OR binds least, side by side means AND; what cannot
// be read is refused with its place and a sentence, never dropped.
import type { Query, QueryNode } from "./model";
import { asQuery, joined } from "./nodes";
import { readTerm } from "./read-term";
import { Reader } from "./reader";
import { type QueryError, Refusal, refuse } from "./refusal";

export type { QueryError };

export const QUERY_LENGTH_LIMIT = 10_000;
export const DEPTH_LIMIT = 64;

export type ParsedQuery = { ok: true; query: Query } | { ok: false; error: QueryError };

/** Never throws; linear in the length of the text. */
export function parseQuery(text: string): ParsedQuery {
  try {
    return { ok: true, query: readQuery(text) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.error };
    throw error;
  }
}

function readQuery(text: string): Query {
  if (text.length > QUERY_LENGTH_LIMIT) {
    const at = { from: QUERY_LENGTH_LIMIT, to: text.length };
    refuse(`A query has at most ${QUERY_LENGTH_LIMIT.toLocaleString("en")} characters.`, at);
  }
  const nul = text.indexOf("\0");
  if (nul >= 0) refuse("No stored text has a NUL character.", { from: nul, to: nul + 1 });
  const reader = new Reader(text);
  const node = readOr(reader, 0);
  if (!reader.done) {
    refuse("This bracket was never opened.", { from: reader.at, to: reader.at + 1 });
  }
  return asQuery(node);
}

/** Undefined where nothing stands before the end or a closing bracket. Throws a Refusal. */
export function readOr(reader: Reader, depth: number): QueryNode | undefined {
  reader.skipSpace();
  const from = reader.at;
  const first = readAnd(reader, depth);
  const nodes = first ? [first] : [];
  let to = first?.at?.to ?? from;
  while (reader.keyword() === "OR") {
    const at = reader.at;
    if (nodes.length === 0) refuse("Something is missing before OR.", reader.ahead());
    reader.take("OR");
    reader.mark("keyword", at);
    const next = readAnd(reader, depth);
    if (!next) refuse("Something is missing after OR.", { from: at, to: at + 2 });
    nodes.push(next);
    to = next.at?.to ?? to;
  }
  return nodes.length === 0 ? undefined : joined("or", nodes, { from, to });
}

function readAnd(reader: Reader, depth: number): QueryNode | undefined {
  reader.skipSpace();
  const from = reader.at;
  const nodes: QueryNode[] = [];
  let to = from;
  for (let and: number | null = null; ; reader.skipSpace()) {
    const keyword = reader.keyword();
    if (reader.afterGap()) {
      reader.beginTerm(depth);
      reader.expect({ kind: "term", first: nodes.length === 0 });
    }
    const ends = reader.done || reader.char === ")" || keyword === "OR";
    if (and !== null && (ends || keyword === "AND")) {
      refuse("Something is missing after AND.", { from: and, to: and + 3 });
    }
    if (ends) break;
    if (keyword === "AND") {
      if (nodes.length === 0) refuse("Something is missing before AND.", reader.ahead());
      and = reader.at;
      reader.take("AND");
      reader.mark("keyword", and);
      continue;
    }
    nodes.push(readUnary(reader, depth));
    to = reader.at;
    and = null;
  }
  return nodes.length === 0 ? undefined : joined("and", nodes, { from, to });
}

/** A loop and not a recursion: there may be thousands of them. */
function readUnary(reader: Reader, depth: number): QueryNode {
  const from = reader.at;
  let negated = false;
  reader.beginTerm(depth);
  for (;;) {
    const sign = reader.at;
    if (reader.keyword() === "NOT") {
      reader.take("NOT");
      reader.mark("negation", sign);
      reader.skipSpace();
      if (reader.afterGap()) reader.expect({ kind: "term", first: true });
      if (isEnd(reader)) refuse("Something is missing after NOT.", { from: sign, to: sign + 3 });
    } else if (reader.take("-")) {
      reader.mark("negation", sign);
      reader.expect({ kind: "term", first: true });
      if (isEnd(reader) || /\s/.test(reader.char)) {
        refuse("Put the minus right before what it excludes.", { from: sign, to: sign + 1 });
      }
    } else break;
    negated = !negated;
  }
  const node = reader.char === "(" ? readGroup(reader, depth + 1) : readTerm(reader);
  return { ...node, negated: node.negated !== negated, at: reader.since(from) };
}

function isEnd(reader: Reader): boolean {
  const keyword = reader.keyword();
  return reader.done || reader.char === ")" || keyword === "OR" || keyword === "AND";
}

function readGroup(reader: Reader, depth: number): QueryNode {
  const open = reader.at++;
  const bracket = { from: open, to: open + 1 };
  reader.mark("group", open);
  if (depth > DEPTH_LIMIT) refuse(`Brackets stand at most ${DEPTH_LIMIT} deep.`, bracket);
  const node = readOr(reader, depth);
  if (reader.done) refuse("This bracket is not closed.", bracket);
  if (!node) refuse("These brackets are empty.", { from: open, to: reader.at + 1 });
  reader.at++;
  reader.mark("group", reader.at - 1);
  reader.expected = undefined;
  return node;
}
