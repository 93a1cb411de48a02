// What stands where a secret stood.

/** `[redacted:<rule>:<8 hex>]`: equal secrets have equal markers and can be seen as equal. */
export function marker(rule: string, secret: string, mac: (text: string) => string): string {
  return `[redacted:${rule}:${mac(secret).slice(0, 8)}]`;
}

const MARKER = /^\[redacted:[a-z-]{1,32}:[0-9a-f]{8}\]$/;

export function isMarker(text: string): boolean {
  return text.startsWith("[redacted:") && MARKER.test(text);
}
