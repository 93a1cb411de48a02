import { z } from "zod";
import { actorName, command, memberIdOf } from "../access/command";
import { POLICY_LIMITS } from "./model";
import { publishVersion } from "./publish-version";

export const publishInput = z.strictObject({
  /** JSON with comments, kept as it is. */
  document: z.string().max(POLICY_LIMITS.bytes),
  reason: z.string().trim().min(3).max(500),
  /** Ids of rules that speak of everything. */
  confirm: z.array(z.string()).max(1000).default([]),
});

/**
 * Publishes a whole document without a draft, onto the version in force. A member meets every guard
 * rail of a draft, and nobody can agree: what needs a second admin needs a draft. The operator at the
 * machine is held back by errors, steps that nobody can fulfil and failing tests alone.
 */
export const publishPolicy = command({
  action: "policy.published",
  needs: "policy:write",
  input: publishInput.extend({ base: z.number().int().min(0) }),
  run: async (tx, { document, reason, confirm, base }, { actor }) => {
    const isMember = actor.kind === "member";
    return publishVersion(tx, {
      document,
      reason,
      base,
      expected: base,
      authors: [{ name: actorName(actor), memberId: memberIdOf(actor) }],
      consent: { confirmed: confirm, agreed: false, overridesTests: false },
      guards: isMember ? "all" : "document",
      about: { publishedBy: actorName(actor) },
    });
  },
  audit: ({ reason }, { number, contentHash, rules, singleAdmin }) => ({
    subject: `policy:${number}`,
    details: { reason, contentHash, rules, singleAdmin },
  }),
});
