// The id of a file's record that has none of its own (`events.md`, "Id and time").
import { createHash } from "node:crypto";

/** The same line at the same place of the same file always has the same id: 64 hex digits. */
export function fallbackId(fileName: string, offset: number, text: string): string {
  return createHash("sha256")
    .update(JSON.stringify([fileName, offset, text]))
    .digest("hex");
}
