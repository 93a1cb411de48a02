// The bytes of the file that has the name now, as they come, until the name goes to another.
import { basename } from "node:path";
import { type FileHead, headLength, headSha256 } from "./file-head";
import { fileContents } from "./file-contents";
import type { FollowOptions } from "./follow-file";
import type { Ended, Generation } from "./generation";
import { findBeside } from "./find-again";
import { type FileFacts, factsAt, factsOf, type OpenedFile, readAt } from "./opened-file";
import { pause } from "./pause";

const CHUNK = 256 * 1024;

export type TailOptions = Pick<FollowOptions, "path" | "signal" | "say" | "pollMs" | "quietMs">;

/**
 * Yields what is written from `from` on, and `pause` whenever there is no more for now. Returns
 * null when it was told to stop.
 */
export async function* tail(
  { file, from }: Generation,
  head: FileHead,
  options: TailOptions,
): AsyncGenerator<Uint8Array | "pause", Ended | null> {
  const { path, signal, pollMs = 250 } = options;
  const hasEnded = nameWatch(file, options);
  let at = from.offset;
  let lastBytesAt = Date.now();
  while (!signal.aborted) {
    const { size, writtenAt } = await factsOf(file);
    const isEmptied = size < at || !(await begins(file, head));
    if (isEmptied) return yield* rest(file, at, head, options);
    if (size > at) {
      const bytes = await readAt(file, at, Math.min(CHUNK, size - at));
      head.add(bytes, at);
      at += bytes.length;
      lastBytesAt = Date.now();
      yield bytes;
      continue;
    }
    yield "pause";
    if (hasEnded(await factsAt(path), lastBytesAt)) return { fileId: file.id, writtenAt };
    await pause(pollMs, signal);
  }
  yield "pause";
  return null;
}

/** Whether the first bytes are still those that were read: a file may be emptied and refilled. */
async function begins(file: OpenedFile, head: FileHead): Promise<boolean> {
  const known = head.bytes();
  return known.length === 0 || known.equals(await readAt(file, 0, known.length));
}

/** The file was emptied. What was not read of it is in the copy that a rotation made before. */
async function* rest(
  file: OpenedFile,
  at: number,
  head: FileHead,
  { path, say }: TailOptions,
): AsyncGenerator<Uint8Array, Ended> {
  // The copy may be shorter than what was read here; then nothing is missing.
  const offset = headLength(at);
  const copy = await findBeside(path, { offset, headSha256: headSha256(head.bytes(), offset) });
  if (copy === null) {
    say(`${basename(path)} was emptied at byte ${at}, and no copy of it is beside it.`);
    return { fileId: file.id, writtenAt: Date.now() };
  }
  try {
    const { writtenAt } = await factsOf(copy);
    yield* fileContents(copy, at, say);
    return { fileId: copy.id, writtenAt };
  } finally {
    await copy.handle.close();
  }
}

/** Asked at each pause whether the name has gone to another file, and this one is left behind. */
function nameWatch(file: OpenedFile, { path, say, quietMs = 1_000 }: TailOptions) {
  let isAway = false;
  let replacedAt: number | undefined;
  return (found: FileFacts | null, lastBytesAt: number): boolean => {
    if (found === null && !isAway) say(`${basename(path)} is gone; waiting for it to come back.`);
    isAway = found === null;
    // While the new file is empty, the writer may still have the old one.
    if (found === null || found.id === file.id || found.size === 0) return false;
    replacedAt ??= Date.now();
    return Date.now() - Math.max(replacedAt, lastBytesAt) >= quietMs;
  };
}
