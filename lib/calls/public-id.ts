// A call's public id: its key, so that it locates one partition and one row.
const PREFIX = "call_";
const HEADER_BYTES = 12;

export type CallKey = {
  /** Microseconds since the epoch, UTC. */
  at: number;
  sourceId: number;
  eventId: string;
};

export function encodeCallId(key: CallKey): string {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeBigInt64BE(BigInt(key.at), 0);
  header.writeInt32BE(key.sourceId, 8);
  return PREFIX + Buffer.concat([header, Buffer.from(key.eventId)]).toString("base64url");
}

/** Null for anything that `encodeCallId` would not have written. */
export function decodeCallId(text: string): CallKey | null {
  if (!text.startsWith(PREFIX)) return null;
  const bytes = Buffer.from(text.slice(PREFIX.length), "base64url");
  if (bytes.length <= HEADER_BYTES) return null;
  const at = Number(bytes.readBigInt64BE(0));
  const key = { at, sourceId: bytes.readInt32BE(8), eventId: bytes.toString("utf8", HEADER_BYTES) };
  if (!Number.isSafeInteger(at) || Math.abs(at) > 8.64e18 / 1000) return null;
  // No event has it, and PostgreSQL refuses to look for it.
  if (key.eventId.includes("\0")) return null;
  return encodeCallId(key) === text ? key : null;
}
