// Effective access in the API, both ways: what somebody may use, and who may use something.
import { z } from "zod";
import { HELD_AS } from "../../catalog/model";
import { cellSchema } from "../cells/cell";
import { EFFECTS } from "../model";

export const effectiveQuery = z.strictObject({
  /** `person:…`, `group:…`, `client:…`, `principal:ISS|SUB` or `anyone`: what may they use? */
  subject: z.string().max(1000).optional(),
  /** `ISS|SUB`: short for a subject. */
  principal: z.string().max(1000).optional(),
  /** `server/tool`, or `tool:server/tool`: who may use it? */
  tool: z.string().max(1000).optional(),
  /** Of a draft or a version instead of what is in force. */
  draft: z.string().max(64).optional(),
  version: z.coerce.number().int().min(0).max(2_147_483_647).optional(),
  cursor: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const use = z.object({
  calls: z.number(),
  /** The day (UTC) of the last in 30 days. */
  last: z.string(),
  /** `caller`: as themselves; null: not known. */
  ranAs: z.array(z.object({ name: z.string().nullable(), calls: z.number() })),
});

/** A rule that decides, and who else gets it through the same rule. */
const throughRule = z.object({
  id: z.string(),
  name: z.string().nullable(),
  effect: z.enum(EFFECTS),
  subjects: z.array(z.string()),
  except: z.array(z.string()),
  resources: z.array(z.string()),
  /** It has conditions, a limit, or a time to come. */
  conditional: z.boolean(),
  when: z.unknown().nullable(),
  limit: z.unknown().nullable(),
  until: z.string().nullable(),
  /** Persons of the directory whom it means. */
  persons: z.number().int(),
});

/** Denies before any rule is asked. */
const standingBlock = z.object({
  id: z.string(),
  /** Null: whoever it is, whatever it is. */
  subject: z.string().nullable(),
  resource: z.string().nullable(),
  /** Only calls that run with it. */
  credential: z.string().nullable(),
  until: z.string().nullable(),
});

/** The catalog holds a call for which the gateway states no fingerprint. */
const strict = z.boolean();

const blocked = {
  /** Ids of the blocks that deny it, whatever it runs with. */
  blockIds: z.array(z.string()),
  /** They deny it for some of the person's accounts only. */
  blockedInPart: z.boolean(),
};

export const effectiveView = z.object({
  /** Of a subject: tools on which any rule speaks; a tool without one is denied. */
  tools: z.array(
    z.object({
      /** Null for one that only a rule names. */
      id: z.string().nullable(),
      server: z.string(),
      name: z.string(),
      risk: z.string().nullable(),
      state: z.string().nullable(),
      /** Why the catalog lets no call of it through. */
      held: z.enum(HELD_AS).nullable(),
      strict,
      ...blocked,
      cell: cellSchema,
      used: use.nullable(),
    }),
  ),
  /** Of a tool: whom any rule lets, asks or denies; persons, and subjects that rules name. */
  identities: z.array(
    z.object({
      subject: z.string(),
      name: z.string(),
      ...blocked,
      cell: cellSchema,
      used: use.nullable(),
    }),
  ),
  /** Whether the directory has this person or group, or anybody has seen this tool. */
  known: z.boolean(),
  /** Of the tool that was asked about. */
  held: z.enum(HELD_AS).nullable(),
  strict,
  /** Standing ones that mean whom, or what, was asked about. */
  blocks: z.array(standingBlock),
  /** That decide; where no known tool is reached, all that are for this identity. */
  rules: z.array(throughRule),
  next: z.string().nullable(),
});
export type EffectiveView = z.infer<typeof effectiveView>;
