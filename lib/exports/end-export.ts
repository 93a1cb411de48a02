import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { command } from "../access/command";
import { JobLost } from "../jobs/held-job";
import { exportResultSchema } from "./model";

const input = z.object({
  job: z.string(),
  holder: z.string(),
  sentence: z.string(),
  ending: z.discriminatedUnion("state", [
    z.object({ state: z.literal("done") }),
    z.object({ state: z.literal("failed"), error: z.string() }),
    /** By `cancelJob`, which has said so in the job already. */
    z.object({ state: z.literal("cancelled") }),
  ]),
  result: exportResultSchema,
});
type Input = z.output<typeof input>;

/**
 * Keeps how an export ended and what had left by then, in its job and in the admin log. Throws
 * `JobLost` where it was cancelled or given up meanwhile.
 */
export const endExport = command({
  action: "export.ended",
  needs: null,
  input,
  run: keepEnding,
  audit: ({ job, ending, result }) => ({
    subject: "calls",
    details: { job, ...ending, ...result },
  }),
});

async function keepEnding(tx: Db, { job, holder, sentence, ending, result }: Input): Promise<void> {
  const held =
    ending.state === "cancelled"
      ? sql`state = 'cancelled'`
      : sql`state = 'running' AND holder = ${holder}`;
  const kept = await tx.execute(sql`
    UPDATE job SET state = ${ending.state}, finished_at = coalesce(finished_at, now()),
      holder = NULL, lease_until = NULL, done = ${result.rows},
      total = CASE WHEN ${ending.state}::text = 'done' THEN ${result.rows}::bigint ELSE total END,
      sentence = ${sentence}, error = ${ending.state === "failed" ? ending.error : null},
      result = ${JSON.stringify(result)}::text::jsonb
    WHERE id = ${job} AND ${held} RETURNING id`);
  if ([...kept].length === 0) throw new JobLost(job);
}
