import { actorName, type CommandContext } from "../access/command";
import { conditionsOf } from "../calls/query";
import { DomainError } from "../errors";
import { takeThisJob } from "../jobs/held-job";
import { exportStream } from "./export-stream";
import { type LineFormat, lineFormat } from "./formats";
import { exportPlanSchema } from "./model";

/**
 * Takes the job of an export that waits and opens its file, once. Throws `not_found` for a job of
 * somebody else, `conflict` for one that was opened or has ended, `forbidden` where a permission is gone.
 */
export async function openExport(
  context: CommandContext,
  id: string,
  { version, report }: { version: string; report: (about: string, error: unknown) => void },
): Promise<{ stream: ReadableStream<Uint8Array>; format: LineFormat }> {
  const { pool, actor } = context;
  const askedBy = actorName(actor);
  const [known] = await pool.sql<{ input: unknown }[]>`
    SELECT input FROM job WHERE id = ${id} AND kind = 'export' AND asked_by = ${askedBy}`;
  if (!known) throw new DomainError("not_found", "There is no such export.");
  const plan = exportPlanSchema.parse(known.input);
  const permissions = actor.kind === "member" ? actor.viewer.permissions : null;
  if (plan.include.length > 0 && permissions?.has("payload:read") === false) {
    throw new DomainError("forbidden", "This needs the permission payload:read.");
  }
  const { q, from, to } = plan;
  const range = { q, from: from ?? undefined, to: to ?? undefined };
  const conditions = await conditionsOf(context, range, Date.now());
  const job = await takeThisJob(pool.sql, { id, kind: "export", askedBy });
  if (job === null) {
    throw new DomainError("conflict", "This export was downloaded or has ended: begin another.");
  }
  const format = lineFormat(plan.format, version);
  return { stream: exportStream({ context, job, plan, conditions, format, report }), format };
}
