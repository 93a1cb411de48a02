import { z } from "zod";
import type { CallerEvidence, DownstreamEvidence } from "../calls/model";

/** The fields of a call record that a source's own keys may fill. */
export const MAPPABLE_FIELDS = [
  "id",
  "time",
  "caller.iss",
  "caller.sub",
  "caller.email",
  "caller.name",
  "caller.groups",
  "caller.tenant",
  "client.id",
  "client.name",
  "session.id",
  "server.name",
  "server.resource",
  "tool.name",
  "tool.arguments",
  "downstream.kind",
  "downstream.iss",
  "downstream.sub",
  "downstream.account",
  "downstream.tenant",
  "downstream.credential.id",
  "downstream.credential.owner",
  "result",
  "network.clientIp",
  "trace.requestId",
  "trace.traceId",
] as const;
export type MappableField = (typeof MAPPABLE_FIELDS)[number];

/** Live keys of one source with the same scope: the one in use, and the one to change to. */
export const LIVE_KEYS = 2;

/** Whether what the policy answers holds, or is only said and recorded. */
export const DECISION_MODES = ["monitor", "enforce"] as const;
export type DecisionMode = (typeof DECISION_MODES)[number];

/** `durable`: an answer waits until it is written down for good. */
export const DECISION_RECORDINGS = ["asynchronous", "durable"] as const;
export type DecisionRecording = (typeof DECISION_RECORDINGS)[number];

/** Record field -> the gateway's key: the literal key first, else a dotted path to it. */
export const keyMappingSchema = z.partialRecord(
  z.enum(MAPPABLE_FIELDS),
  z.string().min(1).max(256),
);
export type KeyMapping = z.infer<typeof keyMappingSchema>;

/** A gateway that sends events, with what an admin lets it claim. Rows as the database has them. */
export type Source = {
  id: number;
  publicId: string;
  name: string;
  format: string;
  resource: string | null;
  issuer: string | null;
  callerCeiling: CallerEvidence;
  downstreamCeiling: DownstreamEvidence;
  groupsTrusted: boolean;
  decisionMode: DecisionMode;
  decisionRecording: DecisionRecording;
  evidenceProvider: boolean;
  /** Which of the gateway's keys hold what, where the operator chose them. */
  keyMapping: KeyMapping | null;
  revokedAt: string | null;
};

export const sourceNameSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,62}$/,
    "1 to 63 lower-case letters, digits, dots, dashes or underscores, beginning with a letter or digit",
  );
