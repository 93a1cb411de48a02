import { open, stat, type FileHandle } from "node:fs/promises";
import { DomainError } from "../../../lib/errors";
import { unlessAbsent } from "./unless-absent";

/** A file that stays the same one while its name may go to another. */
export type OpenedFile = { path: string; handle: FileHandle } & Pick<FileFacts, "id">;

export type FileFacts = {
  /** Device and inode. */
  id: string;
  size: number;
  /** When its bytes last changed, in milliseconds. */
  writtenAt: number;
};

/** Null while there is no such file, or none that may be read. Throws for what is no file. */
export async function openFile(path: string): Promise<OpenedFile | null> {
  // Looked at first: opening a pipe would wait for its writer.
  if ((await factsAt(path)) === null) return null;
  const handle = await unlessAbsent(open(path, "r"));
  if (handle === null) return null;
  const { id } = await factsOf({ handle });
  return { path, id, handle };
}

export async function factsAt(path: string): Promise<FileFacts | null> {
  const found = await unlessAbsent(stat(path, { bigint: true }));
  if (found !== null && !found.isFile()) {
    throw new DomainError("invalid", `${path} is no regular file; a pipe can be imported as -.`);
  }
  return found && facts(found);
}

export async function factsOf({ handle }: Pick<OpenedFile, "handle">): Promise<FileFacts> {
  return facts(await handle.stat({ bigint: true }));
}

/** What is there from an offset on, at most `most` bytes; empty at the end. */
export async function readAt(file: OpenedFile, offset: number, most: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(most);
  const { bytesRead } = await file.handle.read(buffer, 0, most, offset);
  return buffer.subarray(0, bytesRead);
}

type Stats = { dev: bigint; ino: bigint; size: bigint; mtimeNs: bigint };

function facts({ dev, ino, size, mtimeNs }: Stats): FileFacts {
  return { id: `${dev}:${ino}`, size: Number(size), writtenAt: Number(mtimeNs / 1000n) / 1000 };
}
