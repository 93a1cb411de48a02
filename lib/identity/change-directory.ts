import { and, eq, gt, isNotNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { principal, sanction } from "../../db/schema/directory";
import { actorName, command, type CommandContext } from "../access/command";
import { DomainError, type FieldError } from "../errors";
import { APPLY, type Provenance } from "./apply-directory-row";
import { DIRECTORY_ROWS, type DirectoryKind, directoryKindSchema } from "./directory-rows";
import { raiseVersion } from "./raise-version";

/** A row before it is checked; `line` is what an error names (CSV line, or position in a list). */
const looseRow = z.object({ line: z.number().int(), cells: z.record(z.string(), z.unknown()) });

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
    rows: z.array(looseRow).min(1, "no rows").max(100_000),
  }),
  run: async (tx, { kind, via, rows }, context) => {
    const provenance: Provenance = { by: actorName(context.actor), via };
    const errors: FieldError[] = [];
    for (const { line, cells } of rows) {
      const message = await applyRow(tx, kind, cells, provenance);
      if (message !== null) errors.push({ path: `line ${line}`, message });
    }
    const [first] = errors;
    if (first) {
      const more = errors.length === 1 ? "" : ` (and ${errors.length - 1} more)`;
      throw new DomainError(
        "invalid",
        `${first.path}: ${first.message}${more}. Nothing was changed.`,
        {
          fields: errors.slice(0, 100),
        },
      );
    }
    return { rows: rows.length, version: await raiseVersion(tx) };
  },
  audit: ({ kind, via, rows }, { version }) => ({
    subject: kind,
    details: { via, rows: rows.length, version },
  }),
});

/** Takes a principal from its person again. */
export const unlinkPrincipal = command({
  action: "principal.unlinked",
  needs: "directory:write",
  input: z.object({ id: z.string() }),
  run: async (tx, { id }) => {
    const unlinked = await tx
      .update(principal)
      .set({ personId: null, linkProvenance: null, linkedBy: null, linkedAt: null })
      .where(and(eq(principal.publicId, id), isNotNull(principal.personId)))
      .returning({ id: principal.publicId });
    if (unlinked.length === 0)
      throw new DomainError("not_found", "No linked principal has this id.");
    return { version: await raiseVersion(tx) };
  },
  audit: ({ id }, { version }) => ({ subject: id, details: { version } }),
});

/** Ends a sanction now; the calls it covered stay sanctioned. */
export const endSanction = command({
  action: "sanction.ended",
  needs: "directory:write",
  input: z.object({ id: z.string() }),
  run: async (tx, { id }) => {
    const ended = await tx
      .update(sanction)
      .set({ activeUntil: sql`greatest(now(), ${sanction.activeFrom} + interval '1 microsecond')` })
      .where(and(eq(sanction.id, id), gt(sanction.activeUntil, sql`now()`)))
      .returning({ id: sanction.id });
    if (ended.length === 0) throw new DomainError("not_found", "No running sanction has this id.");
    return { version: await raiseVersion(tx) };
  },
  audit: ({ id }, { version }) => ({ subject: id, details: { version } }),
});

/** One entry through the API: the same checks as a CSV line. */
export function addEntry(
  context: CommandContext,
  kind: DirectoryKind,
  cells: Record<string, unknown>,
) {
  return importDirectory(context, { kind, via: "manual", rows: [{ line: 1, cells }] });
}

/** What is wrong with the row, or null when it was applied. */
async function applyRow(
  tx: Db,
  kind: DirectoryKind,
  cells: Record<string, unknown>,
  provenance: Provenance,
): Promise<string | null> {
  const unknown = Object.keys(cells).filter((name) => !Object.hasOwn(shapeOf(kind), name));
  if (unknown.length > 0) return `unknown column ${unknown.join(", ")}`;
  const parsed = DIRECTORY_ROWS[kind].safeParse(cells);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return [issue?.path.join("."), issue?.message].filter(Boolean).join(": ");
  }
  try {
    // The kind chose schema and function alike, which the compiler cannot see through the union.
    await (APPLY[kind] as (tx: Db, row: unknown, provenance: Provenance) => Promise<void>)(
      tx,
      parsed.data,
      provenance,
    );
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}

function shapeOf(kind: DirectoryKind): Record<string, unknown> {
  return DIRECTORY_ROWS[kind].shape;
}
