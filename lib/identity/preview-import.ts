import type { Pool } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { needs } from "../calls/query";
import { COMPARE, type Comparison, type Fields } from "./compare-directory-rows";
import type { DirectoryKind, DirectoryRow } from "./directory-rows";
import { IMPORT_STATES, type ImportPreview, type ImportState } from "./import-preview";
import { parseDirectoryRow } from "./parse-directory-row";

const MOST_ROWS = 500;

type Line = { line: number; cells: Record<string, string> };
type Row = ImportPreview["rows"][number];

/** What importing these lines would do to each entry, in their order. Reads only. */
export async function previewImport(
  pool: Pool,
  viewer: Viewer,
  kind: DirectoryKind,
  lines: readonly Line[],
): Promise<ImportPreview> {
  needs(viewer, "directory:write");
  const rows = await compareLines(pool, kind, lines);
  const counts: Record<ImportState, number> = { error: 0, changed: 0, new: 0, unchanged: 0 };
  for (const { state } of rows) counts[state] += 1;
  const shown = rows.toSorted(
    (a, b) => IMPORT_STATES.indexOf(a.state) - IMPORT_STATES.indexOf(b.state) || a.line - b.line,
  );
  return { counts, rows: shown.slice(0, MOST_ROWS) };
}

async function compareLines<Kind extends DirectoryKind>(
  pool: Pool,
  kind: Kind,
  lines: readonly Line[],
): Promise<Row[]> {
  // One entry of the table for the kind; the compiler loses the pair in the union.
  const compare = COMPARE[kind] as Comparison<Kind>;
  const parsed = lines.map((line) => ({ ...line, ...parseDirectoryRow(kind, line.cells) }));
  const good = parsed.flatMap((one) => ("row" in one ? [one.row] : []));
  const known = await compare.current(pool.sql, good);
  return parsed.map((one): Row => {
    if ("problem" in one) {
      const subject = Object.values(one.cells).filter(Boolean).slice(0, 3).join(" · ");
      return { line: one.line, state: "error", subject, message: one.problem, changes: [] };
    }
    return compareRow(one.line, one.row, compare, known);
  });
}

/** Also notes in `known` what the row makes of the entry, for the lines after it. */
function compareRow<Kind extends DirectoryKind>(
  line: number,
  row: DirectoryRow<Kind>,
  compare: Comparison<Kind>,
  known: Map<string, Fields>,
): Row {
  const key = compare.keyOf(row);
  const before = known.get(key);
  const subject = compare.subject(row);
  const message = compare.refusal?.(row, before, known) ?? null;
  if (message !== null) return { line, state: "error", subject, message, changes: [] };
  const wanted = compare.wanted(row);
  known.set(key, { ...before, ...wanted });
  if (before === undefined) return { line, state: "new", subject, message: null, changes: [] };
  const changes = Object.entries(wanted).flatMap(([field, to]) => {
    const from = before[field] ?? null;
    return from === to ? [] : [{ field, from, to }];
  });
  return { line, state: changes.length ? "changed" : "unchanged", subject, message: null, changes };
}
