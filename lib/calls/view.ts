// What the API answers about calls: the shapes of `api.md`, shared by server, console and OpenAPI.
import { z } from "zod";
import { FLAGS, OBSERVED_FLAGS, RELATIONS, SEVERITIES, VERDICTS } from "../identity/model";
import {
  CALLER_EVIDENCE,
  CALL_TYPES,
  DECISIONS,
  DOWNSTREAM_EVIDENCE,
  DOWNSTREAM_KINDS,
  OUTCOMES,
} from "./model";

export const identitySchema = z.object({
  /** Opaque public id, `prn_…`. */
  id: z.string(),
  /** Null once the directory row was erased. */
  principal: z.object({ iss: z.string(), sub: z.string() }).nullable(),
  person: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  /** As a gateway or the directory names it; never an identifier. */
  name: z.string().nullable(),
  email: z.string().nullable(),
});
export type Identity = z.infer<typeof identitySchema>;

const callerView = z.object({
  identity: identitySchema.nullable(),
  evidence: z.enum(CALLER_EVIDENCE),
});

const ranAsView = z.object({
  identity: identitySchema.nullable(),
  kind: z.enum(DOWNSTREAM_KINDS).nullable(),
  evidence: z.enum(DOWNSTREAM_EVIDENCE),
  credential: z.object({ fingerprint: z.string(), label: z.string().nullable() }).nullable(),
});

export const callRowSchema = z.object({
  id: z.string(),
  /** Position in the sealed sequence; null until the worker has sequenced the batch. */
  index: z.number().int().nullable(),
  time: z.string(),
  type: z.enum(CALL_TYPES),
  source: z.object({ id: z.string(), name: z.string() }),
  caller: callerView,
  client: z.object({ id: z.string().nullable(), name: z.string().nullable() }).nullable(),
  /** SHA-256 of the gateway's session id. */
  session: z.string().nullable(),
  server: z.string().nullable(),
  tool: z.string().nullable(),
  ranAs: ranAsView,
  relation: z.enum(RELATIONS),
  verdict: z.enum(VERDICTS),
  flags: z.array(z.enum([...FLAGS, ...OBSERVED_FLAGS])),
  severity: z.enum(SEVERITIES),
  decision: z.enum(DECISIONS).nullable(),
  outcome: z.enum(OUTCOMES),
  durationMs: z.number().nullable(),
  approvalId: z.string().nullable(),
  traceId: z.string().nullable(),
});
export type CallRow = z.infer<typeof callRowSchema>;

/** Facts of one side's token, as the gateway reported them; never the token. */
const tokenView = z.object({
  aud: z.array(z.string()).optional(),
  clientId: z.string().optional(),
  jtiSha256: z.string().optional(),
  sha256: z.string().optional(),
  scopes: z.array(z.string()).optional(),
  iat: z.number().optional(),
  exp: z.number().optional(),
  act: identitySchema.optional(),
  cnf: z.string().optional(),
});
export type TokenView = z.infer<typeof tokenView>;

const conclusionSchema = z.object({
  verdict: z.enum(VERDICTS),
  relation: z.enum(RELATIONS),
  flags: z.array(z.enum([...FLAGS, ...OBSERVED_FLAGS])),
  severity: z.enum(SEVERITIES),
});

export const verdictChangeSchema = z.object({
  at: z.string(),
  from: conclusionSchema,
  to: conclusionSchema,
  /** Independent evidence was found for the call. */
  evidence: z.boolean(),
  /** The changes of the directory that lie between and reach the call, oldest first. */
  changes: z.array(
    z.object({ version: z.number().int(), at: z.string(), by: z.string(), why: z.string() }),
  ),
});
export type VerdictChange = z.infer<typeof verdictChangeSchema>;

const answerSchema = z.object({ text: z.string(), evidence: z.string().nullable() });

const missingPartSchema = z.object({
  part: z.enum(["arguments", "result", "text", "network", "raw", "facts"]),
  why: z.enum(["retention", "erasure", "unexplained"]),
  at: z.string().optional(),
  /** Of a retention: how many days the part was kept. */
  days: z.number().int().optional(),
  /** Of an erasure: who asked for it, and why. */
  by: z.string().optional(),
  reason: z.string().optional(),
});
export type MissingPart = z.infer<typeof missingPartSchema>;

export const callDetailSchema = callRowSchema.extend({
  reasons: z.array(z.object({ rule: z.string(), text: z.string() })),
  /** "Ran as …" / "Authorised by …" / "They differ because …". */
  answers: z.object({
    ranAs: answerSchema,
    authorisedBy: answerSchema,
    difference: answerSchema,
  }),
  judgedAtVersion: z.number().int(),
  /** What the conclusion was and became, newest first; at most 100. */
  history: z.array(verdictChangeSchema),
  timeFrom: z.literal("received").nullable(),
  receivedAt: z.string(),
  callerTenant: z.string().nullable(),
  ranAsTenant: z.string().nullable(),
  ranAsAccount: z.string().nullable(),
  obtainedBy: z.string().nullable(),
  serverResource: z.string().nullable(),
  callerToken: tokenView.nullable(),
  ranAsToken: tokenView.nullable(),
  authorization: z
    .object({
      decision: z.enum(DECISIONS).nullable(),
      decisionId: z.string().nullable(),
      policyVersion: z.string().nullable(),
      ruleId: z.string().nullable(),
      reason: z.string().nullable(),
    })
    .nullable(),
  outcomeCode: z.string().nullable(),
  outcomeMessage: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  /** What others than the gateway said of who it ran as. */
  evidenceGiven: z.array(
    z.object({
      kind: z.string(),
      source: z.string(),
      iss: z.string().optional(),
      sub: z.string().optional(),
    }),
  ),
  redacted: z.array(z.object({ part: z.string(), path: z.string(), rule: z.string() })),
  /** Which sealed parts exist and can be asked for with `payload:read`. */
  parts: z.array(z.enum(["arguments", "result", "network", "raw"])),
  /** Parts to which the envelope commits and that are gone. */
  missing: z.array(missingPartSchema),
  /** Whether something that the verdict rests on was erased: it stays as it was given. */
  erased: z.boolean(),
  /** Exactly the text that was hashed. */
  envelope: z.string(),
  /** SHA-256(0x00 || envelope), hex. */
  leafHash: z.string(),
});
export type CallDetail = z.infer<typeof callDetailSchema>;

/** Each part is JSON text exactly as stored, or null where there is none or it was erased. */
export const callPayloadSchema = z.object({
  arguments: z.string().nullable(),
  result: z.string().nullable(),
  network: z.string().nullable(),
  raw: z.string().nullable(),
});
export type CallPayload = z.infer<typeof callPayloadSchema>;

export const callPageSchema = z.object({
  items: z.array(callRowSchema),
  /** Cursor of the next older page. */
  next: z.string().nullable(),
  /** Cursor of the next newer page. */
  previous: z.string().nullable(),
  /**
   * Where the search stopped to answer, before the page was full: everything newer was looked
   * through, and `next` goes on. Null where the page is all there is to it.
   */
  searchedTo: z.string().nullable(),
  /** Everything that was sequenced up to this index was looked at; -1 while nothing was. */
  head: z.number().int(),
  /** With `after`: whether nothing was sequenced beyond `head`. */
  complete: z.boolean().optional(),
});
export type CallPage = z.infer<typeof callPageSchema>;

/** What the empty states need: is anything connected, has anything ever come, when was the last. */
export const callPresenceSchema = z.object({
  sources: z.number().int(),
  newest: z.string().nullable(),
  oldest: z.string().nullable(),
});
export type CallPresence = z.infer<typeof callPresenceSchema>;

export const SUGGEST_FIELDS = ["caller", "ranas", "server", "tool", "source", "client"] as const;
export const suggestionsSchema = z.object({
  items: z.array(z.object({ value: z.string(), label: z.string(), detail: z.string().nullable() })),
});
export type Suggestions = z.infer<typeof suggestionsSchema>;

/** Values of several fields, each with its field. */
export const foundSchema = z.object({
  items: z.array(
    suggestionsSchema.shape.items.element.extend({
      field: z.enum(["caller", "server", "tool", "source", "client"]),
    }),
  ),
});
export type Found = z.infer<typeof foundSchema>;
