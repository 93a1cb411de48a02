import { sql } from "drizzle-orm";
import { z } from "zod";
import { actorName, command } from "../../access/command";
import { DomainError } from "../../errors";
import { randomId } from "../../ids";
import { statesBefore } from "../../jobs/model";
import { holdDraft } from "../drafts/held-draft";
import { readPolicy } from "../read-policy";

const DAY_MS = 24 * 3600 * 1000;
const USUAL_DAYS = 30;

export const replayInput = z.strictObject({
  /** RFC 3339; the last 30 days where both are left out. `to` no longer belongs to it. */
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});

/**
 * Queues a replay of a draft over the calls of a period, and ends their earlier one of the draft. It
 * reads arguments only for whoever may see payloads. Throws `invalid` for a text with an error.
 */
export const startReplay = command({
  action: "policy.replayed",
  needs: "policy:read",
  input: replayInput.extend({ id: z.string().max(64) }),
  run: async (tx, { id, from, to }, { actor }) => {
    const draft = await holdDraft(tx, id);
    const read = readPolicy(draft.document);
    if (!read.ok) throw new DomainError("invalid", "The draft has an error: see its review.");
    const end = to ?? new Date().toISOString();
    const start = from ?? new Date(Date.parse(end) - USUAL_DAYS * DAY_MS).toISOString();
    if (Date.parse(start) >= Date.parse(end)) {
      throw new DomainError("invalid", "to: must be after from", {
        fields: [{ path: "to", message: "must be after from" }],
      });
    }
    const readsArguments = actor.kind !== "member" || actor.viewer.permissions.has("payload:read");
    await tx.execute(sql`
      UPDATE job SET state = 'cancelled', finished_at = now(), holder = NULL, lease_until = NULL
      WHERE id IN (SELECT job_id FROM policy_replay WHERE draft_id = ${id})
        AND asked_by = ${actorName(actor)} AND state IN (${sql.join(
          statesBefore("cancelled").map((state) => sql`${state}`),
          sql`, `,
        )})`);
    const jobId = randomId("job");
    const input = { draft: id, revision: draft.revision, base: draft.base, from: start, to: end };
    await tx.execute(sql`
      INSERT INTO job (id, kind, state, sentence, input, asked_by)
      VALUES (${jobId}, 'replay', 'queued', 'Waiting for a worker',
              ${JSON.stringify(input)}::text::jsonb, ${actorName(actor)})`);
    await tx.execute(sql`
      INSERT INTO policy_replay (job_id, draft_id, revision, document, base, from_time, to_time,
                                 reads_arguments)
      VALUES (${jobId}, ${id}, ${draft.revision}, ${draft.document}, ${draft.base},
              ${start}::timestamptz, ${end}::timestamptz, ${readsArguments})`);
    return { job: jobId, ...input, readsArguments };
  },
  audit: ({ id }, { revision, base, from, to, readsArguments }) => ({
    subject: id,
    details: { revision, base, from, to, readsArguments },
  }),
});
