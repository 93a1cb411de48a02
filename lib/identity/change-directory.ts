import { z } from "zod";
import { actorName, command, type CommandContext } from "../access/command";
import { applyRows, looseRowSchema } from "./apply-rows";
import { keptEntries } from "./directory-keys";
import { type DirectoryKind, directoryKindSchema } from "./directory-rows";

/**
 * Adds or changes entries of one kind, all or none, and raises the directory version. Throws
 * `invalid` naming each bad row by its line.
 */
export const importDirectory = command({
  action: "directory.imported",
  needs: "directory:write",
  input: z.object({
    kind: directoryKindSchema,
    via: z.enum(["manual", "csv"]),
    rows: z.array(looseRowSchema).min(1, "no rows").max(100_000),
  }),
  run: (tx, input, context) => applyRows(tx, input, actorName(context.actor)),
  audit: ({ kind, via, rows }, { version }) => {
    const entries = keptEntries(kind, rows);
    return {
      subject: kind,
      details: { via, rows: rows.length, version, ...(entries && { entries }) },
    };
  },
});

/** One entry through the API: the same checks as a CSV line. */
export function addEntry(
  context: CommandContext,
  kind: DirectoryKind,
  cells: Record<string, unknown>,
) {
  return importDirectory(context, { kind, via: "manual", rows: [{ line: 1, cells }] });
}
