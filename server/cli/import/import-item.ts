import type { IngestItem } from "../../../lib/calls/adapt-items";
import { fallbackId } from "../../../lib/calls/frames/fallback-id";
import type { FileRecord } from "../../../lib/calls/frames/record-reader";

/**
 * A file's record on its way in. `generation` is 0 for the first file of the name that is followed
 * and for every file that is not. A line that says its time is the same event wherever it is read
 * again; one that does not may stand at the same place of the next file and be another event.
 */
export function importItem(name: string, record: FileRecord, generation: number): IngestItem {
  const { offset, line, text } = record;
  return {
    content: "broken" in record ? { broken: record.broken, text } : { raw: record.raw },
    position: `${name} line ${line}`,
    fallbackId: fallbackId(name, offset, text),
    ...(generation > 0 && { undatedId: fallbackId(name, offset, text, generation) }),
  };
}
