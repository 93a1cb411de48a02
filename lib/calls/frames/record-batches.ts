// Records in batches, from bytes of which more may come at any time.
import type { FileRecord, RecordReader } from "./record-reader";

/**
 * Bytes, or what is known of those to come: after `pause` they may take their time, after `end`
 * there are none. A stream that stops without `end` leaves its last, incomplete record unread.
 */
export type Chunk = Uint8Array | "pause" | "end";

/** Batches of at most `most` records, smaller ones before a pause and at the end; never empty. */
export async function* recordBatches(
  chunks: AsyncIterable<Chunk>,
  reader: RecordReader,
  most: number,
): AsyncGenerator<FileRecord[]> {
  let batch: FileRecord[] = [];
  for await (const chunk of chunks) {
    for (const record of recordsOf(chunk, reader)) {
      batch.push(record);
      if (batch.length < most) continue;
      yield batch;
      batch = [];
    }
    if (typeof chunk === "string" && batch.length > 0) {
      yield batch;
      batch = [];
    }
  }
}

function recordsOf(chunk: Chunk, reader: RecordReader): Iterable<FileRecord> {
  if (chunk === "pause") return [];
  return chunk === "end" ? reader.end() : reader.push(chunk);
}
