import { DIRECTORY_ROWS, type DirectoryKind, type DirectoryRow } from "./directory-rows";

/** A row of the kind, or what is wrong with it in words. A column that would be lost is refused. */
export function parseDirectoryRow<Kind extends DirectoryKind>(
  kind: Kind,
  cells: Record<string, unknown>,
): { row: DirectoryRow<Kind> } | { problem: string } {
  const shape: Record<string, unknown> = DIRECTORY_ROWS[kind].shape;
  const unknown = Object.keys(cells).filter((name) => !Object.hasOwn(shape, name));
  if (unknown.length > 0) return { problem: `unknown column ${unknown.join(", ")}` };
  const parsed = DIRECTORY_ROWS[kind].safeParse(cells);
  // The kind chose the schema, which the compiler cannot follow through the union.
  if (parsed.success) return { row: parsed.data as DirectoryRow<Kind> };
  const [issue] = parsed.error.issues;
  return { problem: [issue?.path.join("."), issue?.message].filter(Boolean).join(": ") };
}
