// One term: a field with its value, list, comparison or range; `is:`, `has:`; or free text.
import { type FieldName, FIELDS, findField, IS_VALUES, isOrdered, nearestField } from "./fields";
import { COMPARISONS, type QueryNode, type QueryValue, type Span, type Term } from "./model";
import { isText, joined } from "./nodes";
import { readPath, type Subject } from "./read-path";
import { fieldValue, quantity, readPiece } from "./read-value";
import { readRange } from "./read-range";
import { ENDS, type Piece, type Reader } from "./reader";
import { refuse } from "./refusal";

export const TERM_LIMIT = 500;
export const LIST_LIMIT = 200;

/** The reader stands on the first character of the term. */
export function readTerm(reader: Reader): QueryNode {
  const from = reader.at;
  const node = reader.char === '"' ? textTerm(reader, reader.quoted()) : readWord(reader);
  const at = reader.since(from);
  reader.mark("term", from);
  if (++reader.terms > TERM_LIMIT) refuse(`A query has at most ${TERM_LIMIT} terms.`, at);
  return placed(node, at);
}

/** The parts of what one term stands for have its place. */
function placed(node: QueryNode, at: Span): QueryNode {
  if (node.kind !== "group") return { ...node, at };
  return { ...node, at, nodes: node.nodes.map((one) => placed(one, at)) };
}

function readWord(reader: Reader): QueryNode {
  const from = reader.at;
  const subject = readPath(reader, "key");
  reader.mark("field", from);
  if (subject) return readRest(reader, subject);
  const piece = reader.word(ENDS.key);
  const key = reader.text.slice(from, reader.at);
  if (!/[:<>]/.test(reader.char)) return textTerm(reader, piece);
  const name = key.toLowerCase();
  if (reader.char === ":" && (name === "is" || name === "has")) reader.mark("field", from);
  if (reader.char === ":" && name === "is") return readIs(reader);
  if (reader.char === ":" && name === "has") return readHas(reader);
  if (key === "") refuse("The name of a field is missing before this.", reader.ahead());
  const field = findField(key);
  if (field === undefined) return unknownField(key, reader.since(from));
  if (FIELDS[field].kind === "json") {
    refuse(`Say where to look: ${FIELDS[field].example}.`, reader.since(from));
  }
  reader.mark("field", from);
  return readRest(reader, { field });
}

function textTerm(reader: Reader, piece: Piece): Term {
  reader.mark("text", piece.from);
  if (piece.text === "") refuse("An empty text is in everything.", piece);
  const equals = piece.quoted ? -1 : piece.text.indexOf("=");
  const key = piece.text.slice(0, Math.max(0, equals));
  if (findField(key)) refuse(`Write ${key}:value, with a colon.`, piece);
  if (!piece.quoted && piece.text === "TO") {
    refuse("TO belongs into a range: duration:[1s TO 5s]. As a text, put it in quotes.", piece);
  }
  if (!reader.done && !/[\s)]/.test(reader.char)) {
    refuse("Put a space between two terms.", reader.ahead());
  }
  return { kind: "text", negated: false, value: { text: piece.text, glob: piece.glob } };
}

/** What follows a field: the reader stands on `:`, `<` or `>`. */
function readRest(reader: Reader, subject: Subject): QueryNode {
  const { field } = subject;
  const start = reader.at;
  const colon = reader.take(":");
  const from = reader.at;
  const op = COMPARISONS.find((one) => reader.take(one));
  reader.mark("operator", start);
  const wanted = { field, inside: subject.path !== undefined };
  if (op) {
    reader.expect({ kind: "value", ...wanted });
    if (!isOrdered(field))
      refuse(`${field} has no order: write ${field}:value.`, reader.since(from));
    const value = quantity(field, readPiece(reader, `A value is missing after ${op}.`));
    return { kind: "compare", negated: false, ...subject, op, value };
  }
  if (colon && /[[{]/.test(reader.char)) return readRange(reader, subject);
  const values = readValues(reader, wanted, () => fieldValue(field, readPiece(reader, MISSING)));
  return { kind: "match", negated: false, ...subject, values };
}

const MISSING = "A value is missing after the colon.";

/** One value, or `(a OR b)`. */
function readValues<Value>(
  reader: Reader,
  wanted: { field: FieldName | "is" | "has"; inside?: boolean },
  readOne: () => Value,
): Value[] {
  reader.expect({ kind: "value", ...wanted });
  if (reader.char !== "(") return [readOne()];
  const open = reader.at++;
  reader.mark("group", open);
  const values: Value[] = [];
  for (;;) {
    reader.skipSpace();
    if (reader.afterGap()) reader.expect({ kind: "value", ...wanted, list: true });
    if (reader.done) refuse("This list is never closed.", { from: open, to: open + 1 });
    if (reader.char === "(") refuse("A list cannot contain another one.", reader.ahead());
    if (reader.char === ")" || reader.keyword() === "OR") {
      refuse("A value is missing here.", reader.ahead());
    }
    values.push(readOne());
    if (values.length > LIST_LIMIT) {
      refuse(`A list has at most ${LIST_LIMIT} values.`, { from: open, to: reader.at });
    }
    reader.skipSpace();
    if (reader.afterGap()) reader.expect({ kind: "or" });
    const at = reader.at;
    if (reader.take(")")) {
      reader.mark("group", at);
      reader.expected = undefined;
      return values;
    }
    if (reader.done) refuse("This list is never closed.", { from: open, to: open + 1 });
    if (reader.keyword() !== "OR")
      refuse("Write OR, in capitals, between two values.", reader.ahead());
    reader.take("OR");
    reader.mark("keyword", at);
  }
}

/** `is:mismatch` is `verdict:mismatch`; a list over several fields is a group. */
function readIs(reader: Reader): QueryNode {
  reader.take(":");
  reader.mark("operator", reader.at - 1);
  const meanings = readValues(reader, { field: "is" }, () => {
    const piece = readPiece(reader, MISSING);
    const meaning = piece.glob ? undefined : IS_VALUES.get(piece.text.toLowerCase());
    return meaning ?? refuse(`is: takes one of ${[...IS_VALUES.keys()].join(", ")}.`, piece);
  });
  const fields = [...new Set(meanings.map(({ field }) => field))];
  const nodes = fields.flatMap((field): Term[] => {
    const texts = meanings.filter((one) => one.field === field).map(({ text }) => text);
    const values = texts.flatMap((text): QueryValue[] => (text ? [{ text, glob: false }] : []));
    const [first] = values;
    if (!first) return [{ kind: "has", negated: false, field }];
    return [{ ...isText(field, first.text), values }];
  });
  return joined("or", nodes);
}

/** `has:caller`; a list asks for any of them. */
function readHas(reader: Reader): QueryNode {
  reader.take(":");
  reader.mark("operator", reader.at - 1);
  const subjects = readValues(reader, { field: "has" }, (): Subject => {
    const from = reader.at;
    const path = readPath(reader, "value");
    reader.mark("value", from);
    if (path) return path;
    const piece = readPiece(reader, MISSING);
    const field = findField(piece.text);
    if (field === undefined) return unknownField(piece.text, piece);
    if (!FIELDS[field].optional) refuse(`Every call has this: ${field}.`, piece);
    return { field };
  });
  return joined(
    "or",
    subjects.map((one) => ({ kind: "has", negated: false, ...one })),
  );
}

function unknownField(key: string, at: Span): never {
  if (/^(?:args|arguments|result)\./i.test(key)) {
    refuse('This is no place in a payload: write args.repo or args."a key".0.', at);
  }
  const near = nearestField(key);
  const shown = key.length > 40 ? `${key.slice(0, 40)}…` : key;
  const hint = near ? `did you mean ${near}?` : "see the help for all fields.";
  return refuse(`Unknown field ${shown}; ${hint} To search for this text, put it in quotes.`, at);
}
