// The matrix in the API: what the rules say of each tool and each column, in codes.
import { z } from "zod";
import { HELD_AS } from "../../catalog/model";
import { RISKS } from "../../identity/model";
import { cellSchema } from "../cells/cell";
import { EFFECTS } from "../model";

/** More than these are cut, and the answer says so. */
export const MATRIX_LIMITS = { tools: 5_000, columns: 120, people: 50, clients: 50 } as const;

const COLUMN_KINDS = ["anyone", "group", "person", "principal", "client"] as const;

const matrixColumn = z.object({
  /** As rules name it: `group:engineering`. */
  subject: z.string(),
  kind: z.enum(COLUMN_KINDS),
  name: z.string(),
  /** The opened part that it stands in: a group's subject, `people` or `clients`. */
  under: z.string().nullable(),
  /** Persons of a group; null for what has no members. */
  members: z.number().int().nullable(),
  /** Keys of subjects in rules that surely mean it, and what else `cells/who.ts` knows of it. */
  surely: z.array(z.string()),
  accounts: z.array(z.string()).optional(),
  groupsUnknown: z.literal(true).optional(),
});
export type MatrixColumn = z.infer<typeof matrixColumn>;

/**
 * Name, the catalog's id, risk class, whether the server no longer lists it, and why the catalog lets
 * no call of it through.
 */
const matrixTool = z.tuple([
  z.string(),
  z.string().nullable(),
  z.enum(RISKS).nullable(),
  z.boolean(),
  z.enum(HELD_AS).nullable(),
]);

const grid = z.object({
  /** Different rows, as the position in `kinds` for each column. */
  patterns: z.array(z.array(z.number().int())),
  /** For each tool, in the order of `servers`, the position in `patterns`. */
  rows: z.array(z.number().int()),
});
export type Grid = z.infer<typeof grid>;

/** Standing, and whatever the call runs with. */
const matrixBlock = z.object({
  id: z.string(),
  /** Null: whoever it is, whatever it is. */
  subject: z.string().nullable(),
  resource: z.string().nullable(),
});

const matrixRule = z.object({
  id: z.string(),
  name: z.string(),
  effect: z.enum(EFFECTS),
  subjects: z.array(z.string()),
});

export const matrixView = z.object({
  /** Null for the version in force. */
  draft: z.string().nullable(),
  /** Shown, or what the draft was made from; 0 while nothing was published. */
  version: z.number().int(),
  revision: z.number().int().nullable(),
  /** Rules with a beginning or an end are judged as of then. */
  at: z.string(),
  columns: z.array(matrixColumn),
  /** Parts that can be opened, and how many columns each has. */
  parts: z.array(z.object({ key: z.string(), columns: z.number().int(), open: z.boolean() })),
  servers: z.array(
    z.object({
      name: z.string(),
      /** The catalog holds calls for which the gateway states no fingerprint. */
      strict: z.literal(true).optional(),
      tools: z.array(matrixTool),
    }),
  ),
  /** Every server that has tools, also where only one is shown. */
  serverNames: z.array(z.string()),
  cut: z.object({ tools: z.number().int(), columns: z.number().int() }),
  kinds: z.array(cellSchema),
  now: grid,
  /** What the draft was made from; null for a version. */
  before: grid.nullable(),
  /** Rules with another answer, condition or limit than before; the matrix's own are left out. */
  rewritten: z.array(z.string()),
  /** That deny some of its calls before any rule is asked. */
  blocks: z.array(matrixBlock),
  /** That decide a cell, now or before. */
  rules: z.array(matrixRule),
});
export type MatrixView = z.infer<typeof matrixView>;

/** Subjects beside each other in an address; a comma or percent inside one is encoded. */
export function printSubjects(subjects: readonly string[]): string {
  return subjects.map((one) => one.replaceAll("%", "%25").replaceAll(",", "%2C")).join(",");
}

/** What `printSubjects` wrote. */
export function parseSubjects(text: string): string[] {
  const texts = text.split(",").filter(Boolean);
  return texts.map((one) => one.replaceAll("%2C", ",").replaceAll("%25", "%"));
}

const subjects = (most: number) =>
  z
    .string()
    .max(20_000)
    .transform(parseSubjects)
    .pipe(z.array(z.string().max(1000)).max(most));

export const matrixQuery = z.strictObject({
  draft: z.string().max(64).optional(),
  version: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  /** Parts that are open: a group's subject, `people`, `clients`. */
  open: subjects(20).optional(),
  /** Instead of all columns these subjects, to compare them. */
  only: subjects(10).optional(),
  server: z.string().max(2_500).optional(),
});
export type MatrixQuery = z.output<typeof matrixQuery>;

export const usageView = z.object({
  days: z.number().int(),
  since: z.string(),
  /** The columns that were counted, in the order of the positions in `cells`. */
  columns: z.array(z.string()),
  /** As whom calls ran. */
  ranAs: z.array(
    z.object({
      kind: z.enum(["caller", "other", "unknown", "not_run"]),
      id: z.string().nullable(),
      name: z.string(),
    }),
  ),
  /** Tool's id, column, position in `ranAs`, calls; the most calls of a cell first. */
  cells: z.array(z.tuple([z.string(), z.number().int(), z.number().int(), z.number().int()])),
  cut: z.boolean(),
});
export type UsageView = z.infer<typeof usageView>;
