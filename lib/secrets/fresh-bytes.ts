import { randomFillSync } from "node:crypto";

const DRAWN_AT_ONCE = 32 * 1024;

let pool = Buffer.alloc(0);

/** `length` bytes of the system's randomness, never given out twice. Drawn in bulk: a draw costs 4 µs. */
export function freshBytes(length: number): Buffer {
  if (pool.length < length) {
    pool = randomFillSync(Buffer.allocUnsafeSlow(Math.max(DRAWN_AT_ONCE, length)));
  }
  const bytes = pool.subarray(0, length);
  pool = pool.subarray(length);
  return bytes;
}
