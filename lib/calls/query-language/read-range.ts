// `[1s TO 5s]`: square brackets include an end, curly ones do not, and `*` leaves it open.
import { type FieldName, isOrdered } from "./fields";
import type { Bound, RangeTerm, Span } from "./model";
import type { Subject } from "./read-path";
import { quantity, rankOf, readPiece } from "./read-value";
import { ENDS, type Reader } from "./reader";
import { refuse } from "./refusal";

/** The reader stands on the opening bracket. */
export function readRange(reader: Reader, subject: Subject): RangeTerm {
  const { field } = subject;
  const from = reader.at;
  const open = { from, to: from + 1 };
  const lowInclusive = reader.char === "[";
  if (!isOrdered(field)) {
    refuse(`${field} has no ranges. A value with a bracket goes into quotes.`, reader.ahead());
  }
  reader.at++;
  reader.mark("operator", from);
  const low = readBound(reader, field, "start", open);
  reader.skipSpace();
  if (!isTo(reader)) {
    const closes = /[\]}]/.test(reader.char);
    refuse("A range needs TO between its ends: [1s TO 5s].", {
      from,
      to: closes ? reader.at + 1 : reader.ahead().to,
    });
  }
  reader.take("TO");
  reader.mark("operator", reader.at - 2);
  const high = readBound(reader, field, "end", open);
  reader.skipSpace();
  const highInclusive = reader.char === "]";
  if (!reader.take("]") && !reader.take("}")) {
    refuse(OPEN, open);
  }
  reader.mark("operator", reader.at - 1);
  reader.expected = undefined;
  if (low !== null && high !== null && rankOf(field, low) > rankOf(field, high)) {
    refuse("This range ends before it begins.", reader.since(from));
  }
  return {
    kind: "range",
    negated: false,
    ...subject,
    low: boundOf(low, lowInclusive),
    high: boundOf(high, highInclusive),
  };
}

const OPEN = "This bracket is not closed: a range ends with ] or }.";

/** One end as its field writes it; null for `*`. */
function readBound(reader: Reader, field: FieldName, name: string, open: Span): string | null {
  reader.skipSpace();
  if (reader.done) refuse(OPEN, open);
  const missing = `The ${name} of the range is missing; * leaves it open.`;
  if (isTo(reader)) refuse(missing, reader.ahead());
  reader.expect({ kind: "value", field });
  const piece = readPiece(reader, missing, ENDS.bound);
  return piece.glob && piece.text === "*" ? null : quantity(field, piece);
}

const TO = /TO(?=[\s"()[\]{}]|$)/y;

function isTo(reader: Reader): boolean {
  return reader.match(TO) !== null;
}

function boundOf(value: string | null, inclusive: boolean): Bound | null {
  return value === null ? null : { value, inclusive };
}
