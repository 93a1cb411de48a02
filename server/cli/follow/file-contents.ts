// The bytes of a file to which nobody writes any more, unzipped where a rotation zipped it.
import { basename } from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { type OpenedFile, readAt } from "./opened-file";

const CHUNK = 256 * 1024;

export function isZipped({ path }: Pick<OpenedFile, "path">): boolean {
  return path.endsWith(".gz");
}

/** From an offset to the end; of a zipped file that is damaged as much as can be had, and says so. */
export async function* fileContents(
  file: OpenedFile,
  from: number,
  say: (sentence: string) => void,
): AsyncGenerator<Uint8Array> {
  let at = 0;
  try {
    for await (const bytes of isZipped(file) ? unzipped(file) : storedBytes(file, from)) {
      const skip = isZipped(file) ? Math.min(bytes.length, Math.max(0, from - at)) : 0;
      at += bytes.length;
      if (skip < bytes.length) yield bytes.subarray(skip);
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    say(`${basename(file.path)} is damaged: it could be unzipped up to byte ${at} only.`);
  }
}

/** The first bytes, at most `length`; fewer where the file ends, or what can be unzipped of it. */
export async function firstBytes(file: OpenedFile, length: number): Promise<Buffer> {
  if (!isZipped(file)) return readAt(file, 0, length);
  const found: Uint8Array[] = [];
  let missing = length;
  for await (const bytes of fileContents(file, 0, () => undefined)) {
    found.push(bytes.subarray(0, missing));
    missing -= Math.min(missing, bytes.length);
    if (missing === 0) break;
  }
  return Buffer.concat(found);
}

async function* storedBytes(file: OpenedFile, from: number): AsyncGenerator<Uint8Array> {
  for (let at = from; ;) {
    const bytes = await readAt(file, at, CHUNK);
    if (bytes.length === 0) return;
    yield bytes;
    at += bytes.length;
  }
}

function unzipped(file: OpenedFile): AsyncIterable<Buffer> {
  // The callback has nothing to do: whoever iterates gets the error.
  return pipeline(storedBytes(file, 0), createGunzip(), () => undefined);
}

/** zlib cannot go on: the file is damaged, or still being zipped. */
function isDamage(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}
