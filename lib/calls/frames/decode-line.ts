// One line of a file as text, with its place; the byte order mark of the file is left out.
import type { ByteLine } from "./byte-lines";
import type { Place } from "./place";

export type PlacedText = Place & {
  text: string;
  /** Where what follows begins. */
  next: Place;
};

/** A line that is not UTF-8, or was cut, comes with the reason and its nearest text. */
export function decodeLine(read: ByteLine): PlacedText & { broken?: string } {
  const { bytes, offset, line, next } = read;
  if (read.isCut) {
    const text = new TextDecoder().decode(bytes.subarray(0, 1024));
    return { offset, line, next, text, broken: "a line longer than 16 MiB: its first 1,024 bytes" };
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const hasMark = offset === 0 && text.startsWith("\uFEFF");
    return hasMark ? { text: text.slice(1), offset: 3, line, next } : { text, offset, line, next };
  } catch {
    return { offset, line, next, text: new TextDecoder().decode(bytes), broken: "not UTF-8" };
  }
}
