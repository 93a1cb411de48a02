// The files that had one name, one after another: which of them to read, and in what order.
import { basename } from "node:path";
import { type Place, START } from "../../../lib/calls/frames/place";
import type { FilePosition } from "../../../lib/sources/file-position";
import { isZipped } from "./file-contents";
import { headLength } from "./file-head";
import { findBeside, holds, type ReadBefore } from "./find-again";
import { type Neighbour, neighbours } from "./neighbours";
import { factsOf, openFile, type OpenedFile } from "./opened-file";

export type Generation = {
  /** Counts the files of the name from 0. */
  number: number;
  file: OpenedFile;
  from: Place;
  /** Whether the file has the name now, so that it may grow. */
  isCurrent: boolean;
};

/** Where the last bytes of a generation were found, and when they were written. */
export type Ended = { fileId: string; writtenAt: number };

/** The generation that was read before; `head` is how it begins. */
export type Predecessor = Ended & { number: number; head: ReadBefore };

type Say = (sentence: string) => void;

/**
 * What to read after a stop at `last`: the rest of that file, wherever it is now, then those that
 * came and went, then the one that has the name. That one is left out while there is none.
 */
export async function generationsSince(
  path: string,
  last: FilePosition,
  say: Say,
): Promise<Generation[]> {
  // Opened first: should it be rotated right now, it is read from this handle.
  const current = await openFile(path);
  const own = await findOwn(path, current, last);
  if (own !== null && own === current) {
    return [{ number: last.generation, file: own, from: last, isCurrent: true }];
  }
  if (own === null) {
    say(
      `${basename(path)}: the file that was read to byte ${last.offset} is not found any more; ` +
        "what was written to it since is not read.",
    );
    return generationsAfter(path, current, predecessorOf(last), say);
  }
  const { writtenAt } = await factsOf(own);
  const before = { ...predecessorOf(last), fileId: own.id, writtenAt };
  return [
    { number: last.generation, file: own, from: last, isCurrent: false },
    ...(await generationsAfter(path, current, before, say)),
  ];
}

/** As far as a position tells. */
export function predecessorOf(last: FilePosition): Predecessor {
  const { generation, fileId, readAt, offset, headSha256 } = last;
  const head = { offset: headLength(offset), headSha256 };
  return { number: generation, fileId, writtenAt: readAt, head };
}

/** Those that came and went since `before`, and `current`, all from their beginning. */
export async function generationsAfter(
  path: string,
  current: OpenedFile | null,
  before: Predecessor,
  say: Say,
): Promise<Generation[]> {
  const since = (await neighbours(path))
    .filter(({ looksRotated, writtenAt }) => looksRotated && writtenAt > before.writtenAt)
    .filter(({ id }) => id !== before.fileId && id !== current?.id);
  const files: OpenedFile[] = [];
  for (const one of since.toReversed()) {
    const file = await openReadable(one, before, say);
    if (file !== null) files.push(file);
  }
  if (current !== null) files.push(current);
  return files.map((file, n) => ({
    number: before.number + 1 + n,
    file,
    from: START,
    isCurrent: file === current,
  }));
}

async function findOwn(
  path: string,
  current: OpenedFile | null,
  last: FilePosition,
): Promise<OpenedFile | null> {
  const isCurrent = current !== null && (await holds(current, last));
  if (isCurrent && current.id === last.fileId) return current;
  const renamed = await findBeside(path, last, ({ id }) => id === last.fileId);
  // Another inode is taken for the same file by its bytes alone, so there have to be some.
  if (renamed !== null || last.offset === 0) return renamed;
  return isCurrent ? current : findBeside(path, last);
}

async function openReadable(
  { path }: Neighbour,
  before: Predecessor,
  say: Say,
): Promise<OpenedFile | null> {
  if (/\.(?:bz2|xz|zst)$/.test(path)) {
    say(`${basename(path)} was compressed before it was read: import it by hand.`);
    return null;
  }
  const file = await openFile(path);
  if (file === null) {
    say(`${basename(path)} was rotated away before it could be read.`);
    return null;
  }
  // Zipping gives the predecessor itself a new inode, and a later date with some.
  const isPredecessor =
    isZipped(file) && before.head.offset > 0 && (await holds(file, before.head));
  if (!isPredecessor) return file;
  await file.handle.close();
  return null;
}
