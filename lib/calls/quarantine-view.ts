// What the API answers about quarantine: shared by server, console and OpenAPI.
import { z } from "zod";
import { INGEST_STATUSES } from "./ingest-status";

export const QUARANTINE_STATES = ["waiting", "settled", "all"] as const;

const quarantineEntry = z.object({
  id: z.string(),
  format: z.string(),
  reason: z.string(),
  position: z.string(),
  eventId: z.string().nullable(),
  /** How often the same content came. */
  times: z.number().int(),
  receivedAt: z.string(),
  lastReceivedAt: z.string(),
  expiresAt: z.string(),
  /** What the last replay came to; null while it waits for one that helps. */
  settledAs: z.enum(["stored", "duplicate", "ignored"]).nullable(),
  replays: z.array(
    z.object({
      at: z.string(),
      actor: z.string(),
      status: z.enum(INGEST_STATUSES),
      reason: z.string().nullable(),
    }),
  ),
});
export type QuarantineView = z.infer<typeof quarantineEntry>;

export const quarantinePage = z.object({
  items: z.array(quarantineEntry),
  next: z.string().nullable(),
});

export type QuarantinePage = z.infer<typeof quarantinePage>;

/** How many of the replayed entries came to what. */
export const replayResult = z.object({
  replayed: z.number().int(),
  stored: z.number().int(),
  duplicate: z.number().int(),
  conflict: z.number().int(),
  ignored: z.number().int(),
  quarantined: z.number().int(),
});
export type ReplayResult = z.infer<typeof replayResult>;

/** What was received, redacted: JSON, or text as it came. */
export const quarantinedContent = z.object({ content: z.string() });
