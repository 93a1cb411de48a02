// What an export is asked for and what it leaves. Shared by server, console and command line.
import { z } from "zod";

export const EXPORT_FORMATS = ["csv", "ndjson", "ocsf"] as const;
export const exportFormatSchema = z.enum(EXPORT_FORMATS);
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What each is called, and is for. */
export const FORMAT_WORDS: Record<ExportFormat, { name: string; use: string }> = {
  csv: { name: "CSV", use: "For a spreadsheet: one call a line, no cell is a formula" },
  ndjson: { name: "NDJSON", use: "For scripts: one call a line, as the API answers it" },
  ocsf: { name: "OCSF 1.8", use: "For a SIEM: events of the class API Activity (6003)" },
};

/** Parts of the payload that an export can hold; who asks for one needs `payload:read`. */
export const EXPORT_PARTS = ["arguments", "result", "network"] as const;
export type ExportPart = (typeof EXPORT_PARTS)[number];

const INCLUDE = /^(?:arguments|result|network)(?:,(?:arguments|result|network))*$/;

/** Everything but the format and the job: what `GET` and `POST /api/v1/calls/export` take. */
const asked = {
  /** Its own limits are said with their place; see `POST /api/v1/query/parse`. */
  q: z.string().optional(),
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
  /** Parts of the payload, separated by commas. */
  include: z
    .string()
    .regex(INCLUDE, "names of arguments, result and network, separated by commas")
    .optional(),
  order: z.enum(["newest", "oldest"]).optional(),
  /** Only what was sequenced up to this index: an earlier export's, to have its calls again. */
  upTo: z.coerce.number().int().min(-1).max(Number.MAX_SAFE_INTEGER).optional(),
};

export const exportInput = z.strictObject({ ...asked, format: exportFormatSchema });
export type ExportInput = z.output<typeof exportInput>;

/** A whole question, or the job that holds one. */
export const exportQuery = z
  .strictObject({
    ...asked,
    format: exportFormatSchema.optional(),
    job: z.string().max(64).optional(),
  })
  .refine(({ job, format }) => (job === undefined) !== (format === undefined), {
    path: ["format"],
    message: "give a format, or a job and nothing else",
  })
  .refine(({ job, ...rest }) => job === undefined || Object.values(rest).every(isMissing), {
    path: ["job"],
    message: "the job holds the whole question already",
  });

function isMissing(value: unknown): boolean {
  return value === undefined;
}

/** What a job holds of its question: nothing in it moves any more. */
export const exportPlanSchema = z.object({
  q: z.string(),
  /** Instants, RFC 3339; an open end is null. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  format: exportFormatSchema,
  include: z.array(z.enum(EXPORT_PARTS)),
  order: z.enum(["newest", "oldest"]),
  /** Index of the newest event that was sequenced when it was asked for. */
  head: z.number().int(),
  expected: z.number().int(),
  /** Whether `expected` is an estimate. */
  about: z.boolean(),
});
export type ExportPlan = z.infer<typeof exportPlanSchema>;

/** What was sent: all of it when the job is done, what had left when it was not. */
export const exportResultSchema = z.object({
  rows: z.number().int(),
  bytes: z.number().int(),
  /** Hex, of the whole file; null where it did not become whole. */
  sha256: z.string().nullable(),
});
export type ExportResult = z.infer<typeof exportResultSchema>;

/** How many calls match: exact up to a bound, then an estimate. */
export const expectedSchema = z.object({ calls: z.number().int(), about: z.boolean() });
export type Expected = z.infer<typeof expectedSchema>;

/** "1,204 calls", "about 1.2 million calls". */
export function callsInWords({ calls, about }: Expected): string {
  const noun = calls === 1 ? "call" : "calls";
  if (!about) return `${calls.toLocaleString("en")} ${noun}`;
  const [divisor, unit] = calls >= 999_500 ? [1e6, " million"] : [1, ""];
  const rounded = Number((calls / divisor).toPrecision(calls >= 999_500 ? 2 : 3));
  return `about ${rounded.toLocaleString("en")}${unit} calls`;
}
