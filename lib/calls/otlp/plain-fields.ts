// Ids and times of OTLP as text.

/** 16 or 8 bytes, in hex in JSON. All zeros stand for none. */
export function hexId(value: unknown): string | undefined {
  const text = value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;
  if (typeof text !== "string" || !/^(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{16})$/.test(text)) {
    return undefined;
  }
  return /^0+$/.test(text) ? undefined : text.toLowerCase();
}

const NANOSECONDS = /^\d{1,19}$/;

/** Nanoseconds since the epoch as RFC 3339 with nine digits; 0 stands for none. */
export function instant(value: unknown): string | undefined {
  const digits = typeof value === "number" ? String(value) : value;
  if (typeof digits !== "string" || !NANOSECONDS.test(digits) || /^0+$/.test(digits)) {
    return undefined;
  }
  const padded = digits.padStart(10, "0");
  const milliseconds = Number(padded.slice(0, -6));
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${padded.slice(-6)}Z`;
}
