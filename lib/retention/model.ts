// What is kept for how long: the kinds, their bounds, and their shape in the API. A kind of its own
// is one line here, its days in a migration and, where it is partitioned, its tables in
// lib/calls/partitions.ts.
import { z } from "zod";

type Kind = {
  title: string;
  /** What it covers, for whoever sets it. */
  covers: string;
  /** Days. */
  min: number;
  max: number;
  /** The kind that it cannot outlive. */
  within?: "calls";
};

const TEN_YEARS = 3_650;

export const RETENTION_KINDS = {
  calls: {
    title: "Calls",
    covers:
      "Calls and other events with their verdicts, history, evidence and counts. Their leaf hashes stay.",
    // As far back as events are accepted without the right to backfill.
    min: 35,
    max: TEN_YEARS,
  },
  payloads: {
    title: "Payloads",
    covers: "Arguments, results, messages and network addresses of calls.",
    min: 1,
    max: TEN_YEARS,
    within: "calls",
  },
  raw: {
    title: "Raw records",
    covers: "Records exactly as gateways sent them, redacted and encrypted.",
    min: 1,
    max: TEN_YEARS,
    within: "calls",
  },
  quarantine: {
    title: "Quarantine",
    covers: "Records that could not be read, counted from when they last came.",
    min: 1,
    max: 365,
  },
  decisions: {
    title: "Decisions",
    covers: "What gateways asked before they forwarded a call, and what they were answered.",
    min: 1,
    max: TEN_YEARS,
  },
} as const satisfies Record<string, Kind>;

export type RetentionKind = keyof typeof RETENTION_KINDS;
export const retentionKindSchema = z.enum(["calls", "payloads", "raw", "quarantine", "decisions"]);

/** The bounds and words of a kind, members that it may lack included. */
export function kindOf(kind: RetentionKind): Kind {
  return RETENTION_KINDS[kind];
}

/** What the admin log keeps of why; also shown beside what was removed. */
export const reasonSchema = z.string().trim().min(3).max(500);

export const retentionChange = z.strictObject({
  kind: retentionKindSchema,
  days: z.number().int(),
  /** Of the setting as it was read; another one means that somebody changed it meanwhile. */
  version: z.number().int(),
  reason: reasonSchema,
  /** The kind once more, where something will be removed. */
  confirm: z.string().max(64).optional(),
});
export type RetentionChange = z.infer<typeof retentionChange>;

const retentionView = z.object({
  kind: retentionKindSchema,
  days: z.number().int(),
  version: z.number().int(),
  min: z.number().int(),
  max: z.number().int(),
  changedBy: z.string().nullable(),
  changedAt: z.string().nullable(),
  reason: z.string().nullable(),
  /** The oldest day of which something is kept; null where there is nothing. */
  oldest: z.string().nullable(),
  bytes: z.number(),
  /** When the oldest of it is removed. */
  nextRemovalAt: z.string().nullable(),
});
export type RetentionView = z.infer<typeof retentionView>;

export const removalView = z.object({
  /** Id of the event in the sealed sequence that says it. */
  event: z.string(),
  /** Its place in the sequence; null for a moment. */
  index: z.number().int().nullable(),
  at: z.string(),
  kind: z.enum([...retentionKindSchema.options, "erasure"]),
  from: z.string().nullable(),
  to: z.string().nullable(),
  days: z.number().int().nullable(),
  /** Who made the rule, or asked for the erasure; null for the rule that came with the product. */
  by: z.string().nullable(),
  erasure: z.string().nullable(),
  calls: z.number().int(),
  events: z.number().int(),
  bytes: z.number(),
});
export type RemovalView = z.infer<typeof removalView>;

export const retentionPage = z.object({
  items: z.array(retentionView),
  /** Kept for ever. */
  adminLog: z.object({ bytes: z.number(), oldest: z.string().nullable() }),
  /** The newest first, at most 50. */
  removals: z.array(removalView),
});
export type RetentionPage = z.infer<typeof retentionPage>;

export const retentionPreview = z.object({
  /** Whole weeks that go; 0 for quarantine, which goes entry by entry. */
  weeks: z.number().int(),
  /** Calls that lose it, or entries of the quarantine. */
  calls: z.number().int(),
  bytes: z.number(),
  /** The oldest day that remains. */
  oldestKept: z.string().nullable(),
});
export type RetentionPreview = z.infer<typeof retentionPreview>;
