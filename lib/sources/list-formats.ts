import { ADAPTERS } from "../calls/adapters/registry";
import { FORMAT_NOTES } from "./format-notes";
import type { FormatView } from "./view";

/** Every format that can be read, with what it can prove and what it needs. */
export function listFormats(): FormatView[] {
  return [...ADAPTERS.values()].map(
    ({ format, title, gatewayVersions, takesText, ceilings }): FormatView => {
      const note = FORMAT_NOTES[format];
      if (note === undefined)
        throw new Error(`lib/sources/format-notes.ts says nothing of ${format}`);
      return {
        format,
        title,
        gatewayVersions,
        takesText,
        ceilings,
        ways: [...note.ways],
        says: note.says,
        mapping: note.mapping ?? null,
      };
    },
  );
}
