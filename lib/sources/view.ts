// What the API answers about sources: shared by server, console and OpenAPI.
import { z } from "zod";
import { SCOPES } from "../access/model";
import type { IngestStatus } from "../calls/ingest-status";
import { CALLER_EVIDENCE, DOWNSTREAM_EVIDENCE } from "../calls/model";
import { callRowSchema } from "../calls/view";
import { DECISION_MODES, DECISION_RECORDINGS, keyMappingSchema, MAPPABLE_FIELDS } from "./model";

const countsSchema = z.object({
  stored: z.number().int(),
  duplicate: z.number().int(),
  conflict: z.number().int(),
  ignored: z.number().int(),
  quarantined: z.number().int(),
}) satisfies z.ZodType<Record<IngestStatus, number>>;
export type StatusCounts = z.infer<typeof countsSchema>;

export const sourceView = z.object({
  id: z.string(),
  name: z.string(),
  format: z.string(),
  /** What the format is called; its name where it is no longer known. */
  title: z.string(),
  createdAt: z.string(),
  resource: z.string().nullable(),
  issuer: z.string().nullable(),
  callerCeiling: z.enum(CALLER_EVIDENCE),
  downstreamCeiling: z.enum(DOWNSTREAM_EVIDENCE),
  groupsTrusted: z.boolean(),
  decisionMode: z.enum(DECISION_MODES),
  decisionRecording: z.enum(DECISION_RECORDINGS),
  evidenceProvider: z.boolean(),
  keyMapping: keyMappingSchema.nullable(),
  revokedAt: z.string().nullable(),
  revokedBy: z.string().nullable(),
  revokedReason: z.string().nullable(),
  /** Keys that are neither revoked nor expired. */
  liveKeys: z.number().int(),
  /** When one of its keys was last used, to the minute. */
  lastContactAt: z.string().nullable(),
  /** When its newest event happened, once the worker has given it its place. */
  lastEventAt: z.string().nullable(),
  /** Milliseconds from that event to its receipt. */
  lagMs: z.number().nullable(),
  /** Calls stored, by the time they were made, from the rollups: complete hours. */
  callsLastDay: z.number().int(),
  /** What became of the events received in this hour and the 23 before. */
  receivedLastDay: countsSchema,
  /** What waits in quarantine: different contents, and how often they came. */
  quarantined: z.object({ entries: z.number().int(), times: z.number().int() }),
});
export type SourceView = z.infer<typeof sourceView>;

export const sourcesPage = z.object({ items: z.array(sourceView), next: z.null() });

export const keyView = z.object({
  id: z.string(),
  source: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  createdBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  /** To the minute. */
  lastUsedAt: z.string().nullable(),
});
export type KeyView = z.infer<typeof keyView>;

export const keysPage = z.object({ items: z.array(keyView), next: z.null() });

/** A key as it is shown once. */
export const madeKey = z.object({
  id: z.string(),
  text: z.string(),
  source: z.string(),
  format: z.string(),
});
export type MadeKey = z.infer<typeof madeKey>;

export const registeredSource = z.object({
  id: z.string(),
  name: z.string(),
  format: z.string(),
  key: z.object({ id: z.string(), text: z.string() }),
});
export type RegisteredSource = z.infer<typeof registeredSource>;

const formatView = z.object({
  format: z.string(),
  title: z.string(),
  gatewayVersions: z.string(),
  takesText: z.boolean(),
  /** The most a source of this format may claim, unless an admin raises it. */
  ceilings: z.object({
    caller: z.enum(CALLER_EVIDENCE),
    downstream: z.enum(DOWNSTREAM_EVIDENCE),
  }),
  /** How its records come here. */
  ways: z.array(z.enum(["post", "file", "otlp"])),
  /** What its records can say of the caller and of the downstream identity. */
  says: z.string(),
  /** Fields without which its records are poor or unreadable, until an admin maps them. */
  mapping: z.object({ fields: z.array(z.enum(MAPPABLE_FIELDS)), why: z.string() }).nullable(),
});
export type FormatView = z.infer<typeof formatView>;

export const formatsPage = z.object({ items: z.array(formatView), next: z.null() });

/** What has come from a source so far: for whoever waits for the first event. */
export const arrivalsView = z.object({
  call: callRowSchema.nullable(),
  lastContactAt: z.string().nullable(),
  lastEventAt: z.string().nullable(),
  received: countsSchema,
  /** Newest first, the most recent few. */
  quarantined: z.array(
    z.object({ id: z.string(), reason: z.string(), times: z.number().int(), at: z.string() }),
  ),
});
export type ArrivalsView = z.infer<typeof arrivalsView>;

/** What was received by the hour, oldest first, hours without anything included. */
export const activityView = z.object({
  items: z.array(countsSchema.extend({ hour: z.string(), calls: z.number().int() })),
});
export type ActivityView = z.infer<typeof activityView>;
