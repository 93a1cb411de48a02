/** Before compression: large enough to compress well, small enough to hold a few of them. */
const CHUNK_BYTES = 4 * 1024 * 1024;
const NEWLINE = 10;

export type Chunk = { bytes: Buffer; rows: number };

/**
 * COPY text in pieces of whole rows. In PostgreSQL's text form a newline byte is a row's end and
 * nothing else: newlines in values are escaped.
 */
export async function* copyChunks(
  copy: AsyncIterable<Buffer>,
  size = CHUNK_BYTES,
): AsyncGenerator<Chunk> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const data of copy) {
    held.push(data);
    length += data.length;
    if (length < size) continue;
    const all = Buffer.concat(held);
    const end = all.lastIndexOf(NEWLINE) + 1;
    if (end > 0) yield { bytes: all.subarray(0, end), rows: countRows(all.subarray(0, end)) };
    held = [all.subarray(end)];
    length = all.length - end;
  }
  const rest = Buffer.concat(held);
  if (rest.length > 0) yield { bytes: rest, rows: countRows(rest) };
}

function countRows(bytes: Buffer): number {
  let rows = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) rows += 1;
  return rows;
}
