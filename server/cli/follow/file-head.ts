// The first bytes of a file: what tells it from the next one of its name, and from its copy.
import { createHash } from "node:crypto";

const LENGTH = 1024;

/** Grows with what is read of the file until it is long enough; then it stays. */
export type FileHead = {
  bytes: () => Buffer;
  /** Takes note of bytes that were read at an offset. */
  add: (bytes: Uint8Array, offset: number) => void;
};

/** `known` are the bytes before the place at which reading goes on, at most `headLength`. */
export function fileHead(known: Uint8Array = new Uint8Array()): FileHead {
  let bytes = Buffer.from(known);
  return {
    bytes: () => bytes,
    add: (read, offset) => {
      if (offset !== bytes.length || bytes.length === LENGTH) return;
      bytes = Buffer.concat([bytes, read.subarray(0, LENGTH - bytes.length)]);
    },
  };
}

/** How many bytes name a file that was read up to `offset`. */
export function headLength(offset: number): number {
  return Math.min(LENGTH, offset);
}

export function headSha256(bytes: Buffer, offset: number): Buffer {
  return createHash("sha256")
    .update(bytes.subarray(0, headLength(offset)))
    .digest();
}
