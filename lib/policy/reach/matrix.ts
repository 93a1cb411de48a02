import type { z } from "zod";
import type { Pool } from "../../../db/client";
import { DomainError } from "../../errors";
import type { DirectoryIndex } from "../../identity/directory-index";
import type { DirectoryCache } from "../../identity/directory-cache";
import { parseSubjectSelector } from "../../identity/subject-selector";
import { type Cell, cellOf } from "../cells/cell";
import { rulesOf } from "../cells/rules-of";
import { whoIs } from "../cells/who";
import { isOfCell, toolSelector } from "../edit/matrix-rule";
import type { Policy } from "../model";
import { readDocument } from "../read-document";
import { type KnownTool, knownTools } from "./known-tools";
import type { matrixQuery, MatrixView } from "./matrix-view";
import { isUseOf, readUses, sumUses, type Use, keysOfUses, usesByTool } from "./usage";

const MOST_COLUMNS = 50;

/** A page of tools by columns. Throws `invalid` for a subject that is none, or a broken document. */
export async function readMatrix(
  deps: { pool: Pool; directory: DirectoryCache },
  { of, subjects, server, q, cursor, limit }: z.output<typeof matrixQuery>,
  now = Date.now(),
): Promise<MatrixView> {
  const [{ policy }, { index }, tools] = await Promise.all([
    readDocument(deps.pool, of),
    deps.directory.newest(),
    knownTools(deps.pool),
  ]);
  const columns =
    subjects ??
    [...index.groups.keys()]
      .toSorted()
      .slice(0, MOST_COLUMNS)
      .map((name) => `group:${name}`);
  const found = tools.filter((tool) => isWanted(tool, server, q?.toLowerCase()));
  const rows = found.slice(cursor, cursor + limit);
  const uses = await readUses(
    deps.pool,
    rows.map(({ id }) => id),
  );
  const { palette, cells } = cellsOf(policy, columns, rows, { index, now });
  const used = new Set(palette.flatMap(({ ruleIds }) => ruleIds));
  return {
    columns: columns.map((subject) => columnOf(subject, index)),
    rows: rows.map((tool) => ({ ...tool, resource: toolSelector(tool.server, tool.name) })),
    palette,
    cells,
    usage: usageOf(columns, rows, uses, index),
    rules: policy.rules.flatMap(({ id, name }) =>
      used.has(id) ? [{ id, name: name ?? null }] : [],
    ),
    total: found.length,
    next: cursor + limit < found.length ? cursor + limit : null,
  };
}

function isWanted(tool: KnownTool, server: string | undefined, q: string | undefined): boolean {
  if (server !== undefined && tool.server !== server) return false;
  return !q || `${tool.server}/${tool.name}`.toLowerCase().includes(q);
}

function columnOf(
  subject: string,
  { groups, persons }: DirectoryIndex,
): MatrixView["columns"][number] {
  const selector = parseSubjectSelector(subject);
  if (!selector) throw new DomainError("invalid", `subjects: ${subject} is no subject`);
  const { kind } = selector;
  if (kind === "anyone") return { subject, kind, name: "Anyone", persons: null };
  if (kind === "principal") return { subject, kind, name: selector.value.sub, persons: null };
  const name =
    kind === "person" ? (persons.get(selector.value)?.name ?? selector.value) : selector.value;
  return {
    subject,
    kind,
    name,
    persons: kind === "group" ? (groups.get(selector.value)?.size ?? 0) : null,
  };
}

/** Column by column: the rules of a subject are gathered once, and asked for each tool. */
export function cellsOf(
  policy: Policy,
  columns: readonly string[],
  rows: readonly Pick<KnownTool, "server" | "name">[],
  { index, now }: { index: Pick<DirectoryIndex, "groups" | "personOfPrincipal">; now: number },
): { palette: Cell[]; cells: number[][] } {
  const palette = new Map<string, number>();
  // The first of the palette: nothing is set.
  const all: Cell[] = [cellOf([], () => false, now)];
  const cells = rows.map(() => columns.map(() => 0));
  const resources = rows.map(({ server, name }) => toolSelector(server, name));
  for (const [column, subject] of columns.entries()) {
    const of = rulesOf(policy.rules, whoIs(subject, index), now);
    for (const [row, { server, name }] of rows.entries()) {
      const rules = of({ type: "tool", server, name }, "tools/call");
      if (rules.length === 0) continue;
      const resource = resources[row] ?? "";
      const cell = cellOf(rules, (rule) => isOfCell(rule, subject, resource), now);
      const key = `${cell.state} ${cell.own} ${cell.effects.join()} ${cell.ruleIds.join("|")}`;
      const known = palette.get(key) ?? all.push(cell) - 1;
      palette.set(key, known);
      const line = cells[row];
      if (line) line[column] = known;
    }
  }
  return { palette: all, cells };
}

function usageOf(
  columns: readonly string[],
  rows: readonly KnownTool[],
  uses: readonly Use[],
  { groups }: DirectoryIndex,
): MatrixView["usage"] {
  const byTool = usesByTool(uses);
  const keys = columns.map((subject) => keysOfUses(subject, groups));
  return rows.flatMap(({ id }, row) => {
    const ofTool = byTool.get(id);
    if (ofTool === undefined) return [];
    return columns.flatMap((subject, column) => {
      const known = keys[column];
      const sum = known && sumUses(ofTool.filter((use) => isUseOf(use, subject, known)));
      return sum ? [{ row, column, ...sum }] : [];
    });
  });
}
