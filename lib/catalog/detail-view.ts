// What the API answers about one tool; shared by server, console and OpenAPI.
import { z } from "zod";
import { HINT_KINDS } from "./hint-rules";
import { CHANGES, SEEN_IN, toolStateSchema, toolView } from "./model";

const textParts = z.array(
  z.object({ kind: z.enum(["same", "added", "removed"]), text: z.string() }),
);

const parameterFacts = z.object({
  required: z.boolean(),
  type: z.string(),
  allowed: z.array(z.string()).nullable(),
  description: z.string().nullable(),
  rest: z.string(),
});

const schemaDiff = z.object({
  parameters: z.array(
    z.object({
      path: z.string(),
      change: z.enum(["added", "removed", "changed", "same"]),
      before: parameterFacts.nullable(),
      after: parameterFacts.nullable(),
      description: textParts,
    }),
  ),
  cut: z.boolean(),
  rest: z.object({ before: z.string(), after: z.string() }).nullable(),
});
export type SchemaDiffView = z.infer<typeof schemaDiff>;

const definitionDiff = z.object({
  compared: z.boolean(),
  description: textParts,
  input: schemaDiff,
  output: schemaDiff,
  hints: z.array(
    z.object({
      kind: z.enum(HINT_KINDS),
      words: z.string(),
      path: z.string(),
      found: z.string(),
      at: z.number().int(),
      times: z.number().int(),
      isNew: z.boolean(),
    }),
  ),
});
export type DefinitionDiffView = z.infer<typeof definitionDiff>;

const sourceRef = z.object({ id: z.string(), name: z.string() }).nullable();

const definitionRef = z.object({
  sha256: z.string(),
  /** Of the canonical JSON as it was sent; null where only a call stated the fingerprint. */
  bytes: z.number().int().nullable(),
  /** Whether the definition itself is kept. */
  kept: z.boolean(),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
  seenIn: z.enum(SEEN_IN),
  source: sourceRef,
  eventId: z.string().nullable(),
});

export const toolDetail = toolView.extend({
  serverStrict: z.boolean().nullable(),
  reviewedSha256: z.string().nullable(),
  /** The definition that was seen last, without secrets; null where it is not kept. */
  definition: z.unknown(),
  /** Against the reviewed definition; null where the definition is not kept. */
  diff: definitionDiff.nullable(),
  /** Newest first. */
  definitions: z.array(definitionRef),
  history: z.array(
    z.object({
      at: z.string(),
      what: z.enum(CHANGES),
      from: toolStateSchema.nullable(),
      to: toolStateSchema,
      sha256: z.string().nullable(),
      by: z.string(),
      reason: z.string().nullable(),
      source: sourceRef,
      eventId: z.string().nullable(),
    }),
  ),
  /** Who called it in the last 30 days, most calls first. */
  callers: z.array(
    z.object({
      person: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
      principal: z.object({
        id: z.string(),
        iss: z.string().nullable(),
        sub: z.string().nullable(),
        name: z.string().nullable(),
      }),
      calls: z.number().int(),
    }),
  ),
  renamedFrom: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Tools that are gone and may be this one under another name; likeness from 0 to 1. */
  mayBe: z.array(z.object({ id: z.string(), name: z.string(), likeness: z.number() })),
});
export type ToolDetail = z.infer<typeof toolDetail>;
