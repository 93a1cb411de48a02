// The lines of a byte stream with their places, in bounded memory.
import { type Place, START } from "./place";

const NEWLINE = 0x0a;

export type ByteLine = Place & {
  bytes: Uint8Array;
  /** Where the next line begins. */
  next: Place;
  /** The line was longer than the cap: `bytes` is its beginning, the rest was skipped. */
  isCut: boolean;
};

export type LineSplitter = {
  /** The lines that these bytes complete, with their terminators. Keeps what it is given. */
  push: (bytes: Uint8Array) => Generator<ByteLine>;
  /** The last line, if it has no terminator. */
  end: () => Generator<ByteLine>;
};

/** Splits a stream that begins at `from` of its file. Each generator is to be read to its end. */
export function splitLines(cap: number, from: Place = START): LineSplitter {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let length = 0; // of the current line, with what was skipped of it
  let { offset, line } = from;
  const take = (piece: Uint8Array) => {
    length += piece.length;
    const room = piece.subarray(0, cap - heldBytes);
    if (room.length > 0) held.push(room);
    heldBytes += room.length;
  };
  const finish = (): ByteLine => {
    const next = { offset: offset + length, line: line + 1 };
    const bytes = concat(held, heldBytes);
    const done = { bytes, offset, line, next, isCut: length > heldBytes };
    ({ offset, line } = next);
    held = [];
    heldBytes = length = 0;
    return done;
  };
  return {
    *push(bytes) {
      let begin = 0;
      for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, begin)) {
        take(bytes.subarray(begin, at + 1));
        yield finish();
        begin = at + 1;
      }
      take(bytes.subarray(begin));
    },
    *end() {
      if (length > 0) yield finish();
    },
  };
}

function concat(pieces: Uint8Array[], size: number): Uint8Array {
  const [only] = pieces;
  if (pieces.length === 1 && only) return only;
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
