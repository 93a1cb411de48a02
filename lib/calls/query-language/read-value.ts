// One value of a term, checked against what its field takes.
import { UNFOUND_FLAGS } from "../../identity/model";
import { type FieldName, FIELDS } from "./fields";
import type { QueryValue } from "./model";
import { durationMs, indexOf, isAddress, numberOf, timeSpan } from "./quantities";
import { ENDS, type Piece, type Reader } from "./reader";
import { refuse } from "./refusal";

/** A bare or quoted value where the reader stands; `ends` says what ends a bare one. */
export function readPiece(reader: Reader, missing: string, ends: RegExp = ENDS.value): Piece {
  const piece = reader.char === '"' ? reader.quoted() : reader.word(ends);
  reader.mark("value", piece.from);
  if (piece.from === piece.to) refuse(missing, piece);
  if (piece.text === "") refuse("An empty value matches nothing.", piece);
  if (!reader.done && !/[\s)\]}]/.test(reader.char)) {
    refuse("Put a space between two terms.", reader.ahead());
  }
  return piece;
}

const UNFOUND: ReadonlySet<string> = new Set(UNFOUND_FLAGS);

/** Throws a Refusal where the field takes no such value. */
export function fieldValue(field: FieldName, piece: Piece): QueryValue {
  const { kind, values } = FIELDS[field];
  const { text, glob, quoted } = piece;
  if (!quoted && /^(?:or|and|not)$/i.test(text)) {
    refuse("Write OR in capitals between two values, or put quotes around this one.", piece);
  }
  if (values) {
    const known = values.find((one) => one === text.toLowerCase());
    if (field === "flag" && UNFOUND.has(text.toLowerCase())) {
      refuse(`Nothing finds ${text.toLowerCase()} yet: no call has it.`, piece);
    }
    if (known === undefined) refuse(`${field} is one of ${values.join(", ")}.`, piece);
    return { text: known, glob: false };
  }
  if (kind === "name" || kind === "json") return { text, glob };
  return { text: quantity(field, piece), glob: false };
}

/** An end of a range or the right side of a comparison, in one spelling. */
export function quantity(field: FieldName, piece: Piece): string {
  const { kind } = FIELDS[field];
  const { text, glob } = piece;
  const wrong = (message: string) => refuse(message, piece);
  if (glob && kind !== "json") {
    wrong(
      kind === "address"
        ? "Write a network as 10.0.0.0/8, not with *."
        : `${field} takes no pattern: leave out the *.`,
    );
  }
  switch (kind) {
    case "duration":
      if (durationMs(text) === null) wrong("Not a duration: write 250ms, 2s, 1.5m or 1h.");
      return text.toLowerCase();
    case "number":
      if (indexOf(text) === null) wrong("Not a whole number from 0 up.");
      return text;
    case "time":
      if (timeSpan(text) === null)
        wrong("Not a time: write 2026-11-20, 2026-11-20T14:00 or 2026-11-20T14:00:00Z.");
      return text.toUpperCase();
    case "address":
      if (!isAddress(text)) wrong("Not an address: write 10.1.2.3, 10.0.0.0/8 or 2001:db8::/32.");
      return text.toLowerCase();
    case "json":
      if (numberOf(text) === null) wrong("Not a number; only numbers can be compared here.");
      return text;
    case "exact":
      if (!/^call_[\w-]{16,}$/.test(text)) wrong("Not the id of a call: they begin with call_.");
      return text;
    default:
      return fieldValue(field, piece).text;
  }
}

/** Where a quantity begins, as a number that can be compared with others of its field. */
export function rankOf(field: FieldName, text: string): number {
  const { kind, values = [] } = FIELDS[field];
  switch (kind) {
    case "duration":
      return durationMs(text) ?? 0;
    case "time":
      return timeSpan(text)?.start ?? 0;
    case "enum":
      return values.indexOf(text);
    default:
      return numberOf(text) ?? 0;
  }
}
