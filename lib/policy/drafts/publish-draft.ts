import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { policyDraft } from "../../../db/schema/policy";
import type { Db } from "../../../db/client";
import { actorName, command } from "../../access/command";
import { DomainError } from "../../errors";
import { publishers } from "../guard/single-admin";
import { publishVersion } from "../publish-version";
import { authorsOf } from "./agree-draft";
import { holdDraft, type HeldDraft, refuseStale } from "./held-draft";

/**
 * Makes a draft the version in force. Throws `conflict` with their change beside yours where another
 * version was published since `base`, and for whatever lacks a confirmation or a second admin;
 * `invalid` with the place for what cannot be published at all.
 */
export const publishDraft = command({
  action: "policy.published",
  needs: "policy:write",
  input: z.strictObject({
    id: z.string().max(64),
    /** The version that If-Match names. */
    base: z.int().min(0),
    /** The revision that was looked at. */
    revision: z.int().min(1).optional(),
    /** The draft's own where it is left out. */
    reason: z.string().trim().max(500).optional(),
    /** Ids of rules that speak of everything. */
    confirm: z.array(z.string()).max(1000).default([]),
    /** In single-admin mode alone: failing tests shall not hold it back. */
    overrideTests: z.boolean().default(false),
  }),
  run: async (tx, { id, base, revision, reason, confirm, overrideTests }, { actor }) => {
    const draft = await holdDraft(tx, id);
    if (revision !== undefined) refuseStale(draft, revision, {});
    const why = reason || draft.reason;
    if (why.length < 3) {
      const message = "say why, in three characters or more";
      throw new DomainError("invalid", `reason: ${message}`, {
        fields: [{ path: "reason", message }],
      });
    }
    const agreed = await isAgreed(tx, draft);
    const authors = await authorsOf(tx, id);
    const published = await publishVersion(tx, {
      document: draft.document,
      reason: why,
      base: draft.base,
      expected: base,
      authors,
      guards: "all",
      consent: {
        confirmed: confirm,
        agreed,
        overridesTests: agreed ? draft.overridesTests : overrideTests,
      },
      about: {
        draftId: id,
        publishedBy: actorName(actor),
        agreedBy: agreed ? draft.agreedBy : null,
        agreeReason: agreed ? draft.agreeReason : null,
        restores: draft.restores,
      },
    });
    await tx
      .update(policyDraft)
      .set({
        state: "published",
        publishedAs: published.number,
        endedBy: actorName(actor),
        endedAt: sql`now()`,
        endReason: why,
      })
      .where(eq(policyDraft.id, id));
    return { ...published, why, agreedBy: agreed ? draft.agreedBy : null };
  },
  audit: ({ id }, { number, contentHash, rules, why, agreedBy, singleAdmin, overrodeTests }) => ({
    subject: `policy:${number}`,
    details: { draft: id, reason: why, contentHash, rules, agreedBy, singleAdmin, overrodeTests },
  }),
});

/** To this revision, by somebody who may still publish. */
async function isAgreed(tx: Db, draft: HeldDraft): Promise<boolean> {
  const { state, agreedRevision, agreedByMember, revision } = draft;
  if (state !== "agreed" || agreedRevision !== revision || agreedByMember === null) return false;
  return (await publishers(tx)).includes(agreedByMember);
}
