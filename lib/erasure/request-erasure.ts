import { sql } from "drizzle-orm";
import { actorName, command } from "../access/command";
import { DomainError } from "../errors";
import { randomId } from "../ids";
import { findSubject } from "./find-subject";
import { erasureInput } from "./model";

/**
 * Has payloads or names erased for good, by a job that starts within a second. The admin log keeps
 * what, why and who without a name of whoever it was. Throws `not_found`, and `invalid` where the
 * subject is not named again.
 */
export const requestErasure = command({
  action: "erasure.requested",
  needs: "erasure:write",
  input: erasureInput,
  run: async (tx, input, { actor }) => {
    const { subject, reason, payloads, directory, from, to } = input;
    const found = await findSubject(tx, input);
    if (subject.kind !== "call" && input.confirm?.trim() !== subject.id) {
      const message = `It cannot be undone: repeat the name, ${subject.id}.`;
      throw new DomainError("invalid", message, { fields: [{ path: "confirm", message }] });
    }
    const id = randomId("era");
    const jobId = randomId("job");
    const by = actorName(actor);
    const { personId, principals, call } = found;
    const ids = `{${principals.map((one) => one.id).join(",")}}`;
    await tx.execute(sql`
      INSERT INTO erasure (id, asked_by, reason, job_id, person_id, principal_ids, call_at,
                           call_source, call_event, payloads, from_time, to_time, directory)
      VALUES (${id}, ${by}, ${reason}, ${jobId}, ${personId}, ${ids}::int[], ${call?.at ?? null},
              ${call?.sourceId ?? null}, ${call?.eventId ?? null}, ${payloads},
              coalesce(${from ?? null}::timestamptz, '-infinity'),
              coalesce(${to ?? null}::timestamptz, 'infinity'), ${directory})`);
    await tx.execute(sql`
      INSERT INTO job (id, kind, state, sentence, input, asked_by)
      VALUES (${jobId}, 'erasure', 'queued', 'Waiting for a worker',
              ${JSON.stringify({ erasure: id })}::text::jsonb, ${by})`);
    return { id, job: jobId, principals: principals.map(({ publicId }) => publicId) };
  },
  audit: ({ subject, payloads, directory, from, to, reason }, { id, principals }) => ({
    subject: id,
    details: {
      payloads,
      directory,
      ...(subject.kind === "call" ? { call: subject.id } : { principals }),
      ...(from && { from }),
      ...(to && { to }),
      reason,
    },
  }),
});
