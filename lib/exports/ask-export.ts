import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { actorName, command, type CommandContext } from "../access/command";
import { readHead } from "../calls/query";
import { timeBound } from "../calls/time-bounds";
import { DomainError } from "../errors";
import { randomId } from "../ids";
import { expectedCalls } from "./expected-calls";
import { EXPORT_PARTS, type ExportInput, type ExportPlan, exportPlanSchema } from "./model";

/** At once in the whole deployment, and of one member: each costs the database a connection. */
const MOST_OPEN = 4;
const MOST_OPEN_OF_ONE = 2;
const TRY_AGAIN_SECONDS = 30;

const begin = {
  input: exportPlanSchema,
  run: openJob,
  audit: (plan: ExportPlan, job: string) => ({
    subject: "calls",
    details: { job, ...plan },
  }),
};

const beginExport = command({ ...begin, action: "export.begun", needs: "calls:export" });

/** Apart, so that the admin log can be asked who looked into payloads this way. */
const beginWithPayloads = command({
  ...begin,
  action: "export.begun_with_payloads",
  needs: "payload:read",
});

/**
 * Fixes what an export holds (range in instants, the newest index) and records it; its job waits a
 * minute for the download. Throws `forbidden`, `invalid`, and `too_many_requests` while too many are open.
 */
export async function askExport(
  context: CommandContext,
  input: ExportInput,
  now = Date.now(),
): Promise<{ job: string }> {
  const { actor, pool } = context;
  if (actor.kind === "member" && !actor.viewer.permissions.has("calls:export")) {
    throw new DomainError("forbidden", "This needs the permission calls:export.");
  }
  const range = {
    from: input.from ? timeBound("from", input.from, now) : null,
    to: input.to ? timeBound("to", input.to, now) : null,
  };
  const named = new Set(input.include?.split(","));
  const include = EXPORT_PARTS.filter((part) => named.has(part));
  const head = await readHead(pool.sql);
  const { calls, about } = await expectedCalls(context, input, now);
  const plan: ExportPlan = {
    q: input.q ?? "",
    ...range,
    format: input.format,
    include,
    order: input.order ?? "newest",
    head: Math.min(head, input.upTo ?? head),
    expected: calls,
    about,
  };
  return { job: await (include.length > 0 ? beginWithPayloads : beginExport)(context, plan) };
}

const openSchema = z.array(z.object({ all: z.coerce.number(), own: z.coerce.number() })).length(1);

async function openJob(tx: Db, plan: ExportPlan, { actor }: CommandContext): Promise<string> {
  const by = actorName(actor);
  // One after the other, so that two who ask at once do not both take the last place.
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('onbehalf.export'))`);
  const rows = await tx.execute(sql`
    SELECT count(*) AS all, count(*) FILTER (WHERE asked_by = ${by}) AS own FROM job
    WHERE kind = 'export' AND state IN ('queued', 'running')`);
  const [open] = openSchema.parse([...rows]);
  if (open && (open.own >= MOST_OPEN_OF_ONE || open.all >= MOST_OPEN)) {
    const whose = open.own >= MOST_OPEN_OF_ONE ? "of yours" : "in this deployment";
    const count = open.own >= MOST_OPEN_OF_ONE ? open.own : open.all;
    throw new DomainError(
      "too_many_requests",
      `${count} exports ${whose} are running already: wait for one, or cancel it.`,
      { retryAfter: TRY_AGAIN_SECONDS },
    );
  }
  const id = randomId("job");
  await tx.execute(sql`
    INSERT INTO job (id, kind, state, sentence, input, total, asked_by)
    VALUES (${id}, 'export', 'queued', 'Waiting for the download to start',
            ${JSON.stringify(plan)}::text::jsonb, ${plan.expected}, ${by})`);
  return id;
}
