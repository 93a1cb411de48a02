// Where the bytes of a followed file are now that its name may have gone to another.
import { headLength, headSha256 } from "./file-head";
import { firstBytes, isZipped } from "./file-contents";
import { type Neighbour, neighbours } from "./neighbours";
import { factsOf, openFile, type OpenedFile } from "./opened-file";

/** A file as far as it was read: this many bytes, that begin like this. */
export type ReadBefore = { offset: number; headSha256: Uint8Array };

/** Whether the file begins with what was read before. */
export async function holds(file: OpenedFile, before: ReadBefore): Promise<boolean> {
  if (!isZipped(file) && (await factsOf(file)).size < before.offset) return false;
  const head = await firstBytes(file, headLength(before.offset));
  return headSha256(head, before.offset).equals(before.headSha256);
}

/** The file beside `path` that holds what was read: renamed, or copied before it was emptied. */
export async function findBeside(
  path: string,
  before: ReadBefore,
  fits: (neighbour: Neighbour) => boolean = () => true,
): Promise<OpenedFile | null> {
  const candidates = (await neighbours(path)).filter(fits);
  for (const { path: other } of [
    ...candidates.filter((one) => !isZipped(one)),
    ...candidates.filter(isZipped),
  ]) {
    const file = await openFile(other);
    if (file === null) continue;
    if (await holds(file, before)) return file;
    await file.handle.close();
  }
  return null;
}
