// The id of a file's record that has none of its own (`events.md`, "Id and time").
import { createHash } from "node:crypto";

/**
 * The same line at the same place of the same file always has the same id: 64 hex digits. Where a
 * file's name went to other files, `generation` tells their lines apart; left out for the first.
 */
export function fallbackId(
  fileName: string,
  offset: number,
  text: string,
  generation?: number,
): string {
  const place = [fileName, offset, text];
  return createHash("sha256")
    .update(JSON.stringify(generation === undefined ? place : [...place, generation]))
    .digest("hex");
}
