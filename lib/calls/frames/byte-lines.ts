// The lines of a byte stream with their places, in bounded memory.

const NEWLINE = 0x0a;

export type ByteLine = {
  bytes: Uint8Array;
  /** Byte offset in the stream. */
  offset: number;
  /** From 1. */
  line: number;
  /** The line was longer than the cap: `bytes` is its beginning, the rest was skipped. */
  isCut: boolean;
};

/** Lines with their terminators; the last may have none. */
export async function* byteLines(
  chunks: AsyncIterable<Uint8Array | string>,
  cap: number,
): AsyncGenerator<ByteLine> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let length = 0; // of the current line, with what was skipped of it
  let offset = 0;
  let line = 1;
  const take = (piece: Uint8Array) => {
    length += piece.length;
    const room = piece.subarray(0, cap - heldBytes);
    if (room.length > 0) held.push(room);
    heldBytes += room.length;
  };
  const finish = (): ByteLine => {
    const done = { bytes: concat(held, heldBytes), offset, line, isCut: length > heldBytes };
    offset += length;
    line++;
    held = [];
    heldBytes = length = 0;
    return done;
  };
  for await (const chunk of chunks) {
    const bytes = typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
    let from = 0;
    for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, from)) {
      take(bytes.subarray(from, at + 1));
      yield finish();
      from = at + 1;
    }
    take(bytes.subarray(from));
  }
  if (length > 0) yield finish();
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
