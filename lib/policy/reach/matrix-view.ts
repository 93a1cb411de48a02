// The matrix in the API: compact, because 2,000 tools by 50 columns are 100,000 cells.
import { z } from "zod";
import { cellSchema } from "../cells/cell";
import { documentRef } from "../document-ref";

export const matrixQuery = z.strictObject({
  /** The version in force where it is left out. */
  of: documentRef.optional(),
  /** The columns; the directory's groups where they are left out. */
  subjects: z.array(z.string().min(1).max(1000)).min(1).max(50).optional(),
  server: z.string().max(1000).optional(),
  /** Part of a server's or tool's name. */
  q: z.string().max(200).optional(),
  cursor: z.int().min(0).max(1_000_000).default(0),
  limit: z.int().min(1).max(2_000).default(500),
});

export const matrixView = z.object({
  columns: z.array(
    z.object({
      subject: z.string(),
      kind: z.enum(["anyone", "group", "person", "client", "principal"]),
      name: z.string(),
      /** Of a group. */
      persons: z.number().int().nullable(),
    }),
  ),
  rows: z.array(
    z.object({
      id: z.string(),
      server: z.string(),
      name: z.string(),
      /** How an edit names it. */
      resource: z.string(),
      risk: z.string().nullable(),
      state: z.string().nullable(),
    }),
  ),
  /** Each different cell once. */
  palette: z.array(cellSchema),
  /** A row for each tool, a number of the palette for each column. */
  cells: z.array(z.array(z.number().int())),
  /** What happened in 30 days, where something did: row and column, calls, and as whom they ran. */
  usage: z.array(
    z.object({
      row: z.number().int(),
      column: z.number().int(),
      calls: z.number(),
      last: z.string(),
      ranAs: z.array(z.object({ name: z.string().nullable(), calls: z.number() })),
    }),
  ),
  /** Of rules that the palette names. */
  rules: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
  total: z.number().int(),
  next: z.number().int().nullable(),
});
export type MatrixView = z.infer<typeof matrixView>;
