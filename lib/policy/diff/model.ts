// What a change means for each identity: "Engineering gains jira/delete_issue".
import { z } from "zod";
import { documentRef } from "../document-ref";
import { EFFECTS } from "../model";

export const CHANGES = [
  "gained",
  "revoked",
  "newly_asked",
  "no_longer_asked",
  "condition_changed",
  "limit_changed",
  "approval_changed",
] as const;
export type Change = (typeof CHANGES)[number];

export const changeItem = z.object({
  /** `group:…`, `person:…`, `client:…`, `principal:…` or `anyone`, as the rules name it. */
  subject: z.string(),
  change: z.enum(CHANGES),
  action: z.string(),
  /** Null where `selector` fits no tool that is known. */
  server: z.string().nullable(),
  tool: z.string().nullable(),
  /** As the rule has it. */
  selector: z.string(),
  was: z.enum(EFFECTS),
  becomes: z.enum(EFFECTS),
  /** It depends on a condition, a limit or a time to come. */
  conditional: z.object({ was: z.boolean(), becomes: z.boolean() }),
  ruleIds: z.object({ was: z.array(z.string()), becomes: z.array(z.string()) }),
});
export type ChangeItem = z.infer<typeof changeItem>;

export const semanticDiff = z.object({
  items: z.array(changeItem),
  totals: z.array(z.object({ subject: z.string(), change: z.enum(CHANGES), n: z.number().int() })),
  /** There was more than is looked at or shown: the list is not whole. */
  truncated: z.boolean(),
  rules: z.object({
    added: z.array(z.string()),
    removed: z.array(z.string()),
    changed: z.array(z.string()),
    /** That decide as before, under another name, reason or owner. */
    described: z.array(z.string()),
  }),
});
export type SemanticDiff = z.infer<typeof semanticDiff>;

/** The version in force where one is left out. */
export const diffInput = z.strictObject({
  before: documentRef.optional(),
  after: documentRef.optional(),
});

/** With both texts. */
export const diffView = semanticDiff.extend({ before: z.string(), after: z.string() });
export type DiffView = z.infer<typeof diffView>;
