/**
 * The leaf hash of an envelope, computed in this browser: SHA-256(0x00 || UTF-8 text), hex (RFC 6962
 * §2.1). Null where the browser has no WebCrypto, which it withholds from plain http.
 */
export async function recomputeLeaf(envelope: string): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  const text = new TextEncoder().encode(envelope);
  const bytes = new Uint8Array(text.length + 1);
  bytes.set(text, 1);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
