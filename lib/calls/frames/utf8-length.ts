// The size of a text in UTF-8, counted only where its length does not decide.

/** Whether the text needs more than `limit` bytes in UTF-8. */
export function isLongerThan(text: string, limit: number): boolean {
  if (text.length > limit) return true;
  return text.length * 3 > limit && utf8Length(text) > limit;
}

/** Bytes in UTF-8; a lone surrogate counts as its three-byte replacement. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    bytes += unit < 0x800 ? 1 : 2;
    const isPair = unit >= 0xd800 && unit <= 0xdbff && isLow(text.charCodeAt(at + 1));
    if (isPair) at++; // four bytes for two units: 2 + 2, of which 2 were just added
  }
  return bytes;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
