import { sql } from "drizzle-orm";
import { z } from "zod";
import { actorName, command } from "../access/command";
import { DomainError } from "../errors";
import { isOwn, JOB_KINDS, jobKindSchema, type JobState, statesBefore } from "./model";

const rowSchema = z.array(
  z.object({ kind: jobKindSchema, state: z.string(), asked_by: z.string() }),
);

/**
 * Cancels a job that waits or runs; what it has done stays. The kind says who may. Throws
 * `not_found`, `forbidden`, and `conflict` for one that has ended.
 */
export const cancelJob = command({
  action: "job.cancelled",
  // The kind decides, below.
  needs: null,
  input: z.object({ id: z.string().max(64) }),
  run: async (tx, { id }, { actor }) => {
    const found = await tx.execute(
      sql`SELECT kind, state, asked_by FROM job WHERE id = ${id} FOR UPDATE`,
    );
    const [job] = rowSchema.parse([...found]);
    const permissions = actor.kind === "member" ? actor.viewer.permissions : null;
    const hidden = job && permissions && isOwn(job.kind) && job.asked_by !== actorName(actor);
    if (!job || hidden || permissions?.has(JOB_KINDS[job.kind].sees) === false) {
      throw new DomainError("not_found", "There is no such job.");
    }
    const { cancels } = JOB_KINDS[job.kind];
    if (permissions?.has(cancels) === false) {
      throw new DomainError("forbidden", `This needs the permission ${cancels}.`);
    }
    const before: readonly string[] = statesBefore("cancelled" satisfies JobState);
    if (!before.includes(job.state)) {
      throw new DomainError("conflict", `The job has ended already: ${job.state}.`);
    }
    await tx.execute(sql`
      UPDATE job SET state = 'cancelled', finished_at = now(), holder = NULL, lease_until = NULL
      WHERE id = ${id}`);
    return { id, kind: job.kind };
  },
  audit: ({ id }, { kind }) => ({ subject: id, details: { kind } }),
});
