// A file that grows, is rotated, and is gone for a while: its records in batches, each with the
// place to go on from once they are stored.
import { recordBatches } from "../../../lib/calls/frames/record-batches";
import { type FileRecord, recordReader } from "../../../lib/calls/frames/record-reader";
import type { Place } from "../../../lib/calls/frames/place";
import type { FilePosition } from "../../../lib/sources/file-position";
import { firstBytes } from "./file-contents";
import { fileHead, headLength, headSha256 } from "./file-head";
import {
  type Generation,
  generationsAfter,
  generationsSince,
  type Predecessor,
  predecessorOf,
} from "./generation";
import { generationBytes } from "./generation-bytes";
import { openFile, type OpenedFile } from "./opened-file";
import { pause } from "./pause";

export type FollowOptions = {
  path: string;
  /** Whether the format has lines of text. */
  takesText: boolean;
  /** Where an earlier run ended; null to begin with what the file holds now. */
  last: FilePosition | null;
  /** Records in a batch, at most. */
  most: number;
  /** Ends after what is complete by then; what is not is left to the next run. */
  signal: AbortSignal;
  /** Told, once each, what keeps it waiting and what it could not read. */
  say: (sentence: string) => void;
  pollMs?: number;
  /** How long a renamed file has to be still before it is left: its writer may not know yet. */
  quietMs?: number;
};

/** `position` is to be saved when the records are stored, also where there are none. */
export type FollowedBatch = { records: FileRecord[]; position: FilePosition };

/** Reads until the signal; holds one batch at a time, however far behind it is. */
export async function* followFile(options: FollowOptions): AsyncGenerator<FollowedBatch> {
  const { path, last, signal, say } = options;
  let before = last === null ? NOTHING : predecessorOf(last);
  const waiting = last === null ? [] : await generationsSince(path, last, say);
  try {
    while (!signal.aborted) {
      const next = waiting.shift();
      if (next === undefined) {
        const current = await openWhenThere(options);
        if (current === null) return;
        waiting.push(...(await generationsAfter(path, current, before, say)));
      } else before = yield* readGeneration(next, options);
    }
  } finally {
    for (const { file } of waiting) await file.handle.close();
  }
}

/** What was written before anybody followed is not ours to read. */
const NOTHING: Predecessor = {
  number: -1,
  fileId: "",
  writtenAt: Number.POSITIVE_INFINITY,
  head: { offset: 0, headSha256: new Uint8Array() },
};

async function* readGeneration(
  generation: Generation,
  options: FollowOptions,
): AsyncGenerator<FollowedBatch, Predecessor> {
  const { number, file, from } = generation;
  try {
    const head = fileHead(await firstBytes(file, headLength(from.offset)));
    const positionAt = ({ offset, line }: Place): FilePosition => ({
      generation: number,
      fileId: file.id,
      headSha256: headSha256(head.bytes(), offset),
      offset,
      line,
      readAt: Date.now(),
    });
    // Saved before the first record is stored: its number must not go to another file.
    yield { records: [], position: positionAt(from) };
    const reader = recordReader(options.takesText, from);
    const bytes = generationBytes(generation, head, options);
    for await (const records of recordBatches(bytes.chunks(), reader, options.most)) {
      yield { records, position: positionAt(records.at(-1)?.next ?? from) };
    }
    const { length } = head.bytes();
    const begins = { offset: length, headSha256: headSha256(head.bytes(), length) };
    return { number, head: begins, ...bytes.ended() };
  } finally {
    await file.handle.close();
  }
}

/** Null when it was told to stop before the file came. */
async function openWhenThere(options: FollowOptions): Promise<OpenedFile | null> {
  const { path, signal, say, pollMs = 250 } = options;
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    const file = await openFile(path);
    if (file !== null) return file;
    if (isFirst) say(`${path} is not there or may not be read; waiting for it.`);
    await pause(pollMs, signal);
  }
  return null;
}
