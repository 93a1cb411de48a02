// The query language of `ui.md`, in the subset that is answered today: `key:value`,
// `-key:value`, quotes, `*`, lists `key:(a OR b)`, side by side = AND. What is not in the subset
// is refused with its place and a sentence, never dropped.
import { FIELDS, findField, IS_VALUES, type FieldName } from "./fields";
import type { Query, QueryValue, Term } from "./model";
import { readValue, type PlacedValue } from "./read-value";
import { scan, type Token } from "./scan";

export const QUERY_LENGTH_LIMIT = 8_192;

export type QueryError = {
  message: string;
  /** UTF-16 offsets into the text, 0 <= from <= to <= length. */
  from: number;
  to: number;
};

export type ParsedQuery = { ok: true; query: Query } | { ok: false; error: QueryError };

/** Never throws; linear in the length of the text. */
export function parseQuery(text: string): ParsedQuery {
  if (text.length > QUERY_LENGTH_LIMIT) {
    const message = `A query has at most ${QUERY_LENGTH_LIMIT} characters.`;
    return { ok: false, error: { message, from: QUERY_LENGTH_LIMIT, to: text.length } };
  }
  const tokens = scan(text);
  if (!Array.isArray(tokens)) return { ok: false, error: tokens };
  const terms: Term[] = [];
  for (let at = 0; at < tokens.length;) {
    const read = readTerm(tokens, at, text.length);
    if ("message" in read) return { ok: false, error: read };
    terms.push(read.term);
    at = read.next;
  }
  return { ok: true, query: { terms } };
}

function readTerm(
  tokens: readonly Token[],
  at: number,
  end: number,
): { term: Term; next: number } | QueryError {
  const key = tokens[at];
  if (!key) return { message: "Something is missing here.", from: end, to: end };
  const colon = tokens[at + 1];
  if (key.kind !== "word" || colon?.kind !== "colon" || colon.from !== key.to) return noTerm(key);
  const negated = key.text.startsWith("-");
  const name = negated ? key.text.slice(1) : key.text;
  const isIs = name.toLowerCase() === "is";
  const field = findField(name);
  if (field === undefined && !isIs) return unknownField(name, key);
  const read = readValues(tokens, at + 2, colon.to);
  if ("message" in read) return read;
  const term = isIs
    ? isTerm(negated, read.values)
    : fieldTerm(field ?? "verdict", negated, read.values);
  return "message" in term ? term : { term, next: read.next };
}

function readValues(
  tokens: readonly Token[],
  at: number,
  after: number,
): { values: PlacedValue[]; next: number } | QueryError {
  const first = tokens[at];
  if (!first || first.from !== after || first.kind === "close") {
    return { message: "A value is missing after the colon.", from: after, to: after };
  }
  if (first.kind === "open") return readList(tokens, at);
  const value = readValue(first);
  if ("message" in value) return value;
  const next = tokens[at + 1];
  if (next && next.from === first.to && next.kind !== "close") {
    return { message: "Put a space between two terms.", from: next.from, to: next.to };
  }
  return { values: [value], next: at + 1 };
}

/** `(a OR b "c d")`: any of them; OR may be left out. */
function readList(
  tokens: readonly Token[],
  open: number,
): { values: PlacedValue[]; next: number } | QueryError {
  const values: PlacedValue[] = [];
  let mayJoin = false;
  for (let at = open + 1; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token) break;
    const { kind, text, from, to } = token;
    const isJoin = kind === "word" && text === "OR";
    if (kind === "open") return { message: "A list cannot contain another one.", from, to };
    const isApart = from > (tokens[at - 1]?.to ?? 0) || kind === "close" || at === open + 1;
    if (!isApart) return { message: "Put a space between two values.", from, to };
    if (kind === "close" || isJoin) {
      if (!mayJoin) return { message: "A value is missing here.", from, to };
      if (kind === "close") return { values, next: at + 1 };
      mayJoin = false;
      continue;
    }
    const value = readValue(token);
    if ("message" in value) return value;
    values.push(value);
    mayJoin = true;
  }
  const { from = 0, to = 0 } = tokens[open] ?? {};
  return { message: "This list is never closed.", from, to };
}

function fieldTerm(field: FieldName, negated: boolean, placed: PlacedValue[]): Term | QueryError {
  const values: QueryValue[] = [];
  for (const { text, glob, from, to } of placed) {
    const allowed = FIELDS[field].values;
    const known = allowed?.find((one) => one === text.toLowerCase());
    if (allowed && known === undefined) {
      return { message: `${field} is one of ${allowed.join(", ")}.`, from, to };
    }
    values.push({ text: known ?? text, glob });
  }
  return { field, negated, values };
}

/** `is:mismatch` is `verdict:mismatch`; a list of it must stay within one field. */
function isTerm(negated: boolean, placed: PlacedValue[]): Term | QueryError {
  const values: QueryValue[] = [];
  let field: FieldName | undefined;
  for (const { text, from, to } of placed) {
    const meant = IS_VALUES.get(text.toLowerCase());
    if (!meant)
      return { message: `is: takes one of ${[...IS_VALUES.keys()].join(", ")}.`, from, to };
    field ??= meant.field;
    if (meant.field !== field) {
      return {
        message: `${text} is an ${meant.field}, not a ${field}: write two terms.`,
        from,
        to,
      };
    }
    values.push({ text: meant.text, glob: false });
  }
  return { field: field ?? "verdict", negated, values };
}

function unknownField(name: string, { from, to }: Token): QueryError {
  if (name === "") return { message: "The name of a field is missing before the colon.", from, to };
  const names = Object.keys(FIELDS).join(", ");
  return { message: `There is no field of this name. Fields: ${names}, is.`, from, to };
}

const OPERATORS: ReadonlyMap<string, string> = new Map([
  ["AND", "Terms side by side already mean AND: leave it out."],
  ["OR", "OR between terms is not supported yet. Within one field write key:(a OR b)."],
  ["NOT", "NOT is not supported yet. Write -key:value."],
]);

function noTerm({ kind, text, from, to }: Token): QueryError {
  const operator = kind === "word" ? OPERATORS.get(text) : undefined;
  if (operator) return { message: operator, from, to };
  if (kind === "open")
    return { message: "Groups are not supported yet. Write key:(a OR b).", from, to };
  if (kind === "close") return { message: "This bracket was never opened.", from, to };
  if (kind === "colon")
    return { message: "The name of a field is missing before the colon.", from, to };
  const isComparison = kind === "word" && /[<>=]/.test(text);
  if (isComparison)
    return { message: "Comparisons are not supported yet. Write key:value.", from, to };
  return { message: "Free text is not supported yet. Write key:value.", from, to };
}
