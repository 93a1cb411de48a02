// What `GET /api/v1/overview` answers; shared by server, console and OpenAPI.
import { z } from "zod";
import { identitySchema } from "../calls/view";
import { VERDICTS } from "../identity/model";

const count = z.number().int();
const countsSchema = z.partialRecord(z.enum(VERDICTS), count);
/** Calls by verdict; those that did not occur are left out. */
export type VerdictCounts = z.infer<typeof countsSchema>;

const rangeSchema = z.object({ from: z.string(), to: z.string() });
export type CountedRange = z.infer<typeof rangeSchema>;

/** One way from a caller over a server to a downstream identity, in two periods. */
const pathView = z.object({
  caller: identitySchema.nullable(),
  server: z.string().nullable(),
  ranAs: identitySchema.nullable(),
  calls: count,
  callsBefore: count,
  /** What most of its calls were judged, now and before; null where there were none. */
  verdict: z.enum(VERDICTS),
  verdictBefore: z.enum(VERDICTS).nullable(),
});
export type PathView = z.infer<typeof pathView>;

/** One credential; or, where the gateway names none, one downstream identity. */
const fanInView = z.object({
  credential: z
    .object({ fingerprint: z.string(), label: z.string().nullable(), kind: z.string().nullable() })
    .nullable(),
  /** What it stood for in most of its calls. */
  ranAs: identitySchema.nullable(),
  callers: count,
  calls: count,
});
export type FanInView = z.infer<typeof fanInView>;

const serverShareView = z.object({
  /** Null: calls that name no server. */
  server: z.string().nullable(),
  declared: z.boolean(),
  calls: count,
  unknown: count,
});
export type ServerShareView = z.infer<typeof serverShareView>;

const heardView = z.object({
  id: z.string(),
  name: z.string(),
  calls: count,
  /** When its newest event was made and when that was received; null before the first. */
  newestAt: z.string().nullable(),
  newestReceivedAt: z.string().nullable(),
  /** When an event was received last, however old it was. */
  receivedAt: z.string().nullable(),
  /** When one of its keys was last used, to the minute. */
  contactAt: z.string().nullable(),
});
export type HeardView = z.infer<typeof heardView>;

export const overviewSchema = z.object({
  /** What was counted: whole hours, or whole days (UTC) for more than eight days. */
  range: rangeSchema.extend({ unit: z.enum(["hour", "day"]) }),
  /** The period of the same length just before; null where no call is as old. */
  before: rangeSchema.nullable(),
  counts: countsSchema,
  countsBefore: countsSchema.nullable(),
  /** Equal steps from `range.from` on; those without calls have no counts. */
  timeline: z.array(rangeSchema.extend({ counts: countsSchema })),
  paths: z.array(pathView),
  fanIn: z.array(fanInView),
  servers: z.array(serverShareView),
  sources: z.array(heardView),
});
export type Overview = z.infer<typeof overviewSchema>;

/** All calls of some counts. */
export function sumOf(counts: VerdictCounts): number {
  return Object.values(counts).reduce((sum, n) => sum + n, 0);
}
