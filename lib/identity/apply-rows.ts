import { z } from "zod";
import type { Db } from "../../db/client";
import { DomainError, type FieldError } from "../errors";
import { APPLY, type Provenance } from "./apply-directory-row";
import { CHANGE_NOUNS, CHANGE_WORDS } from "./change-words";
import type { DirectoryKind } from "./directory-rows";
import type { Scope } from "./directory-scope";
import { parseDirectoryRow } from "./parse-directory-row";
import { changeDirectory } from "./record-change";

/** A row before it is checked; `line` is what an error names (CSV line, or position in a list). */
export const looseRowSchema = z.object({
  line: z.number().int(),
  cells: z.record(z.string(), z.unknown()),
});

type Rows = {
  kind: DirectoryKind;
  via: Provenance["via"];
  backdates?: boolean;
  rows: readonly z.output<typeof looseRowSchema>[];
};

/** Applies the rows as one change of the directory. Throws `invalid` naming each bad row. */
export function applyRows(
  tx: Db,
  { kind, via, rows, backdates }: Rows,
  by: string,
): Promise<{ rows: number; version: number }> {
  return changeDirectory(tx, async (version) => {
    const scopes: Scope[] = [];
    const errors: FieldError[] = [];
    let why = "";
    for (const { line, cells } of rows) {
      const applied = await applyRow(tx, kind, cells, { by, via, backdates });
      if ("error" in applied) errors.push({ path: `line ${line}`, message: applied.error });
      else {
        scopes.push(...applied.scopes);
        why = applied.why;
      }
    }
    refuse(errors);
    if (rows.length > 1) why = `imported ${rows.length.toLocaleString("en")} ${CHANGE_NOUNS[kind]}`;
    const output = { rows: rows.length, version };
    return { change: { actor: by, why, scopes }, output };
  });
}

function refuse(errors: readonly FieldError[]): void {
  const [first] = errors;
  if (first === undefined) return;
  const more = errors.length === 1 ? "" : ` (and ${errors.length - 1} more)`;
  const message = `${first.path}: ${first.message}${more}. Nothing was changed.`;
  throw new DomainError("invalid", message, { fields: errors.slice(0, 100) });
}

type Applied = { scopes: Scope[]; why: string } | { error: string };

async function applyRow(
  tx: Db,
  kind: DirectoryKind,
  cells: Record<string, unknown>,
  provenance: Provenance,
): Promise<Applied> {
  const parsed = parseDirectoryRow(kind, cells);
  if ("problem" in parsed) return { error: parsed.problem };
  // The kind chose schema and functions alike, which the compiler cannot see through the union.
  const apply = APPLY[kind] as (tx: Db, row: unknown, by: Provenance) => Promise<Scope[]>;
  const words = CHANGE_WORDS[kind] as (row: unknown) => string;
  try {
    return { scopes: await apply(tx, parsed.row, provenance), why: words(parsed.row) };
  } catch (error) {
    if (error instanceof DomainError) return { error: error.message };
    throw error;
  }
}
