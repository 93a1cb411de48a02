import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../../db/client";
import { policyDraft } from "../../../db/schema/policy";
import { type Actor, actorName, command } from "../../access/command";
import { DomainError } from "../../errors";
import { indexDirectory } from "../../identity/directory-index";
import { readDirectory } from "../../identity/read-directory";
import { applyEdit } from "../edit/apply-edit";
import { editSchema } from "../edit/model";
import { documentOf } from "./create-draft";
import { holdDraft, noteAuthor, refuseStale } from "./held-draft";
import { draftChanges } from "./model";

const revision = z.int().min(1);
const named = { id: z.string().max(64), revision };

/**
 * Writes a draft onto the revision that its writer read. Throws `conflict` with both texts where
 * another was saved meanwhile. An agreement to the revision before is over.
 */
export const saveDraft = command({
  action: "draft.saved",
  needs: "policy:write",
  input: draftChanges.extend(named),
  run: async (tx, { id, revision: from, ...changes }, { actor }) => {
    const draft = await holdDraft(tx, id);
    refuseStale(draft, from, changes);
    if (changes.base !== undefined && changes.base !== 0) await documentOf(tx, changes.base);
    return write(tx, draft.id, changes, actor);
  },
  audit: ({ id }, { revision: saved }) => ({ subject: id, details: { revision: saved } }),
});

/** The same through edits of rules, tests and cells: all of them, or none. Throws `invalid` with why. */
export const editDraft = command({
  action: "draft.edited",
  needs: "policy:write",
  input: z.strictObject({ ...named, edits: z.array(editSchema).min(1).max(500) }),
  run: async (tx, { id, revision: from, edits }, { actor }) => {
    const draft = await holdDraft(tx, id);
    refuseStale(draft, from, { edits });
    const membership = indexDirectory(await readDirectory(tx));
    let document = draft.document;
    for (const [at, edit] of edits.entries()) {
      const edited = applyEdit(document, edit, { membership, now: Date.now() });
      if (!edited.ok) {
        const [first] = edited.problems;
        throw new DomainError("invalid", first?.message ?? "This edit cannot be made.", {
          fields: edited.problems.map(({ message }) => ({ path: `edits.${at}`, message })),
          details: { problems: edited.problems },
        });
      }
      document = edited.text;
    }
    return { ...(await write(tx, draft.id, { document }, actor)), document };
  },
  audit: ({ id, edits }, { revision: saved }) => ({
    subject: id,
    details: { revision: saved, edits: edits.map(({ kind }) => kind).slice(0, 20) },
  }),
});

async function write(
  tx: Db,
  id: string,
  changes: z.output<typeof draftChanges>,
  actor: Actor,
): Promise<{ id: string; revision: number }> {
  const [saved] = await tx
    .update(policyDraft)
    .set({
      ...changes,
      state: "open",
      revision: sql`${policyDraft.revision} + 1`,
      savedBy: actorName(actor),
      savedAt: sql`now()`,
    })
    .where(eq(policyDraft.id, id))
    .returning({ revision: policyDraft.revision });
  if (!saved) throw new Error("the draft vanished under its lock");
  await noteAuthor(tx, id, actor);
  return { id, revision: saved.revision };
}
