import { eq } from "drizzle-orm";
import type { Db } from "../../../db/client";
import { policyDraft, policyVersion } from "../../../db/schema/policy";
import { actorName, command } from "../../access/command";
import { DomainError } from "../../errors";
import { randomId } from "../../ids";
import { newestVersion } from "../read-versions";
import { noteAuthor } from "./held-draft";
import { newDraft } from "./model";

const NO_RULES = '{\n  "rules": []\n}\n';

/** Begins a change, from the version in force unless it says another. Throws `not_found` for a version. */
export const createDraft = command({
  action: "draft.created",
  needs: "policy:write",
  input: newDraft,
  run: async (tx, { title, reason, document, base, restores }, { actor }) => {
    if (document !== undefined && restores !== undefined) {
      throw new DomainError("invalid", "document: bring back a version, or write one, not both");
    }
    const inForce = await newestVersion(tx);
    const from = base ?? inForce;
    const shown = restores ?? from;
    const id = randomId("drf");
    await tx.insert(policyDraft).values({
      id,
      title: title ?? (restores === undefined ? "Draft" : `Roll back to version ${restores}`),
      reason,
      document: document ?? (shown === 0 ? NO_RULES : await documentOf(tx, shown)),
      base: from,
      restores: restores ?? null,
      createdBy: actorName(actor),
      savedBy: actorName(actor),
    });
    if (from !== 0 && from !== shown) await documentOf(tx, from);
    await noteAuthor(tx, id, actor);
    return { id, base: from };
  },
  audit: ({ restores }, { id, base }) => ({
    subject: id,
    details: { base, ...(restores !== undefined && { restores }) },
  }),
});

/** Throws `not_found`. */
export async function documentOf(tx: Db, number: number): Promise<string> {
  const [found] = await tx
    .select({ document: policyVersion.document })
    .from(policyVersion)
    .where(eq(policyVersion.number, number));
  if (found) return found.document;
  throw new DomainError("not_found", `There is no version ${number} of the policy.`);
}
