// The file of an export on its way: read as fast as the other side takes it, its job kept up to date,
// and its end recorded whichever way it comes.
import { createHash } from "node:crypto";
import type postgres from "postgres";
import type { CommandContext } from "../access/command";
import { byteSize } from "../byte-size";
import { type HeldJob, JobLost, keepAlive, keepProgress } from "../jobs/held-job";
import { endExport } from "./end-export";
import { exportLines } from "./export-lines";
import type { LineFormat } from "./formats";
import { callsInWords, type ExportPlan } from "./model";
import { mayStillExport } from "./may-still-export";

/** How often the job is told where it stands, and asked whether it was cancelled. */
const KEEP_EVERY_MS = 1_000;
/** Who takes nothing for so long has gone, and holds a place that others wait for. */
const STALLED_MS = 5 * 60_000;

export type ExportRun = {
  context: CommandContext;
  job: HeldJob;
  plan: ExportPlan;
  conditions: readonly postgres.PendingQuery<postgres.Row[]>[];
  format: LineFormat;
  report: (about: string, error: unknown) => void;
};

type Ending = { state: "done" } | { state: "failed"; error: string } | { state: "cancelled" };

/** The rights that the export rests on are gone. */
class Withdrawn extends Error {}

/**
 * Ends normally only when all was sent and recorded. Cancelled, withdrawn or failed it ends with an
 * error, which breaks the connection off: no file that was cut looks whole.
 */
export function exportStream(run: ExportRun): ReadableStream<Uint8Array> {
  const { context, job, plan } = run;
  const { sql } = context.pool;
  const pieces = exportLines(sql, plan, run.conditions, run.format);
  const hash = createHash("sha256");
  const sent = { rows: 0, bytes: 0 };
  const startedAt = Date.now();
  let keptAt = startedAt;
  /** Since when the other side has not asked for more; null while more is being read. */
  let idleSince: number | null = Date.now();
  let ended = false;
  let beat: NodeJS.Timeout | undefined;
  const letLeaseGo = keepAlive(sql, job, (error) => run.report("the lease was not kept", error));

  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        beat = setInterval(() => void watch(controller), KEEP_EVERY_MS);
      },
      pull: async (controller) => {
        idleSince = null;
        try {
          const bytes = await nextBytes();
          if (bytes !== null) controller.enqueue(bytes);
          else if (!ended) {
            await end({ state: "done" });
            controller.close();
          }
        } catch (error) {
          await endBy(error);
          throw error;
        } finally {
          idleSince = Date.now();
        }
      },
      cancel: async () => {
        await end({ state: "failed", error: "The connection was closed before the end." });
      },
    },
    { highWaterMark: 0 },
  );

  /** Null at the end, and once the export has ended otherwise. */
  async function nextBytes(): Promise<Uint8Array | null> {
    while (!ended) {
      const next = await pieces.next();
      if (next.done === true) return null;
      if (Date.now() - keptAt >= KEEP_EVERY_MS) await keep();
      if (next.value.text === "") continue;
      const bytes = Buffer.from(next.value.text);
      hash.update(bytes);
      sent.rows += next.value.rows;
      sent.bytes += bytes.length;
      return bytes;
    }
    return null;
  }

  /** Throws `JobLost` when it was cancelled. */
  async function keep(): Promise<void> {
    keptAt = Date.now();
    await keepProgress(sql, job, {
      done: sent.rows,
      total: Math.max(plan.expected, sent.rows),
      sentence: sentence(),
      cursor: { bytes: sent.bytes },
    });
    if (!(await mayStillExport(sql, context.actor, plan))) throw new Withdrawn();
  }

  /** While nothing is read: an export that is paused can be cancelled too. */
  async function watch(controller: ReadableStreamDefaultController): Promise<void> {
    if (idleSince === null || ended) return;
    try {
      if (Date.now() - idleSince < STALLED_MS) return await keep();
      await end({ state: "failed", error: "Nothing was taken of it for five minutes." });
      controller.error(new Error("the export stalled"));
    } catch (error) {
      await endBy(error);
      controller.error(error);
    }
  }

  async function endBy(error: unknown): Promise<void> {
    if (error instanceof JobLost) return end({ state: "cancelled" });
    if (error instanceof Withdrawn) {
      return end({ state: "failed", error: "The right to it was taken away on the way." });
    }
    run.report("an export failed", error);
    return end({ state: "failed", error: "It failed; the server's log says why." });
  }

  /** Once. What cannot be recorded now is recorded when the lease has run out. */
  async function end(ending: Ending): Promise<void> {
    if (ended) return;
    const sha256 = ending.state === "done" ? hash.digest("hex") : null;
    const about = { job: job.id, holder: job.holder, sentence: sentence() };
    try {
      if (ending.state !== "done") ended = true;
      await endExport(context, { ...about, ending, result: { ...sent, sha256 } });
      ended = true;
    } catch (error) {
      if (ending.state === "done") throw error;
      if (!(error instanceof JobLost)) run.report("the end of an export was not recorded", error);
    } finally {
      if (ended) {
        clearInterval(beat);
        letLeaseGo();
      }
    }
  }

  function sentence(): string {
    const all = callsInWords({ calls: plan.expected, about: plan.about });
    const seconds = (Date.now() - startedAt) / 1000;
    const rate = Math.round(sent.rows / seconds).toLocaleString("en");
    const size = byteSize(sent.bytes);
    return `${sent.rows.toLocaleString("en")} of ${all} · ${size} · ${rate} a second`;
  }
}
