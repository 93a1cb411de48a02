// The bytes of one of the files that had a name, whether it still grows or not.
import type { Chunk } from "../../../lib/calls/frames/record-batches";
import { fileContents } from "./file-contents";
import type { FileHead } from "./file-head";
import type { Ended, Generation } from "./generation";
import { factsOf } from "./opened-file";
import { tail, type TailOptions } from "./tail";

/** Its chunks, whose first bytes go to `head`; `ended` is asked once they have. */
export function generationBytes(generation: Generation, head: FileHead, options: TailOptions) {
  let ended: Ended = { fileId: generation.file.id, writtenAt: Number.POSITIVE_INFINITY };
  const read = generation.isCurrent ? tail : remainder;
  async function* chunks(): AsyncGenerator<Chunk> {
    const end = yield* read(generation, head, options);
    if (end === null) return;
    ended = end;
    yield "end";
  }
  return { chunks, ended: () => ended };
}

/** As `tail`, for a file that has lost its name. */
async function* remainder(
  { file, from }: Generation,
  head: FileHead,
  { signal, say }: TailOptions,
): AsyncGenerator<Uint8Array | "pause", Ended | null> {
  let at = from.offset;
  for await (const bytes of fileContents(file, at, say)) {
    head.add(bytes, at);
    at += bytes.length;
    yield bytes;
    if (!signal.aborted) continue;
    yield "pause";
    return null;
  }
  const { id, writtenAt } = await factsOf(file);
  return { fileId: id, writtenAt };
}
