import { addAbortSignal, type Readable } from "node:stream";
import { type Chunk, recordBatches } from "../../../lib/calls/frames/record-batches";
import { type FileRecord, recordReader } from "../../../lib/calls/frames/record-reader";
import { BATCH } from "./importer";

/** The records of a pipe as they come, to its end or the signal: whatever has arrived is a batch. */
export function pipedBatches(
  stream: Readable,
  takesText: boolean,
  signal: AbortSignal,
): AsyncGenerator<FileRecord[]> {
  const chunks = pipedChunks(addAbortSignal(signal, stream), signal);
  return recordBatches(chunks, recordReader(takesText), BATCH);
}

async function* pipedChunks(stream: Readable, signal: AbortSignal): AsyncGenerator<Chunk> {
  try {
    for await (const bytes of stream) {
      yield bytes;
      if (stream.readableLength === 0) yield "pause";
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    yield "pause";
    return;
  }
  yield "end";
}
