// Background work of one process. Any number of processes may run it: row locks choose one.
import { setMaxListeners } from "node:events";
import type { Container } from "../lib/container";
import { approvalDeps } from "../lib/approvals/deps";
import { expireApprovals, pruneEvaluations } from "../lib/approvals/expire";
import { followPolicy } from "../lib/approvals/follow-policy";
import { compareRuns } from "../lib/calls/observed/compare-runs";
import { learnFromSequence } from "../lib/catalog/learn-from-sequence";
import { pruneCallKeys } from "../lib/calls/evidence/match-evidence";
import { flagLateDenials } from "../lib/calls/observed/late-denials";
import { ensurePartitions, weeksBetween } from "../lib/calls/partitions";
import { ensureRejudge, pruneScopes } from "../lib/calls/rejudge/ensure-rejudge";
import { judgePending } from "../lib/calls/rejudge/judge-pending";
import { rejudgeStep } from "../lib/calls/rejudge/rejudge-step";
import { pruneUses } from "../lib/decisions/rule-use";
import { eraseStep } from "../lib/erasure/erase-step";
import { endAbandoned } from "../lib/exports/end-abandoned";
import { runNextJob } from "../lib/jobs/run-next-job";
import { deliverDue } from "../lib/notify/deliver-due";
import { tellQuarantine, tellSevere, tellSilence } from "../lib/notify/raise-notices";
import { expiryTeller } from "../lib/notify/tell-expiry";
import { countRuleDay, pruneRuleDays } from "../lib/policy/reach/rule-days";
import { replayStep } from "../lib/policy/replay/replay-step";
import { enforceRetention } from "../lib/retention/enforce";
import { readVersions } from "../lib/retention/read-versions";
import { pruneRetiredKeys } from "../lib/secrets/prune-retired";
import { sequencePending } from "../lib/ledger/sequence";
import { describeError } from "../lib/describe-error";
import { isDatabaseAway } from "../lib/database-away";

const DAY_MS = 24 * 3600 * 1000;
const SEQUENCE_EVERY_MS = 200;
/** Events; after a smaller step it waits for more, since a step costs the same for one as for many. */
const FULL_STEP = 1_000;
const JOBS_EVERY_MS = 500;
const EXPORTS_EVERY_MS = 2_000;
const LEARN_EVERY_MS = 500;
const APPROVALS_EVERY_MS = 500;
const PARTITIONS_EVERY_MS = 3600 * 1000;
const RETENTION_EVERY_MS = 5_000;
const WEEKS_AHEAD_MS = 28 * DAY_MS;
const TELL_EVERY_MS = 1_000;
const WATCH_EVERY_MS = 60_000;
const AFTER_FAILURE_MS = 1_000;

/** Starts the loops; the returned function stops them after their current step. */
export function startWorker(container: Container): () => Promise<void> {
  const { worker, keys, log, dimensions, directory, metrics } = container;
  const stopped = new AbortController();
  // Each loop and each job listens; that is no leak.
  setMaxListeners(0, stopped.signal);
  const job = {
    sql: worker.sql,
    stopped: stopped.signal,
    report: (about: string, error: unknown) => log.error(describeError(error), about),
  };
  const rejudge = {
    ...job,
    kind: "rejudge",
    step: rejudgeStep({ pool: worker, directory }),
  } as const;
  const erasure = { ...job, kind: "erasure", step: eraseStep({ sql: worker.sql, keys }) } as const;
  const replay = {
    ...job,
    kind: "replay",
    step: replayStep({ pool: worker, directory }),
  } as const;
  const tellExpiry = expiryTeller(worker);
  const loops = [
    repeat("sequence", SEQUENCE_EVERY_MS, async () => {
      while ((await sequencePending(worker.sql)) >= FULL_STEP && !stopped.signal.aborted);
    }),
    repeat("evidence", SEQUENCE_EVERY_MS, async () => {
      while ((await judgePending({ pool: worker, directory })) > 0 && !stopped.signal.aborted);
    }),
    repeat("denials", SEQUENCE_EVERY_MS, async () => {
      while ((await flagLateDenials(worker.sql)) > 0 && !stopped.signal.aborted);
    }),
    repeat("catalog", LEARN_EVERY_MS, async () => {
      const deps = { pool: worker, dimensions };
      while ((await learnFromSequence(deps)) > 0 && !stopped.signal.aborted);
    }),
    repeat("rejudge", JOBS_EVERY_MS, async () => {
      await ensureRejudge(worker.sql);
      while (!stopped.signal.aborted && (await runNextJob(rejudge)));
    }),
    repeat("erasure", JOBS_EVERY_MS, async () => {
      while (!stopped.signal.aborted && (await runNextJob(erasure)));
    }),
    repeat("replay", JOBS_EVERY_MS, async () => {
      while (!stopped.signal.aborted && (await runNextJob(replay)));
    }),
    repeat("exports", EXPORTS_EVERY_MS, () => endAbandoned(worker)),
    repeat("severe", TELL_EVERY_MS, async () => {
      await tellSevere(worker);
    }),
    repeat("watch", WATCH_EVERY_MS, async () => {
      await tellSilence(worker);
      await tellQuarantine(worker);
      await tellExpiry();
    }),
    repeat("outbox", TELL_EVERY_MS, async () => {
      while ((await deliverDue({ ...container, pool: worker })) > 0 && !stopped.signal.aborted);
    }),
    repeat("approvals", APPROVALS_EVERY_MS, async () => {
      while ((await expireApprovals(worker)) > 0 && !stopped.signal.aborted);
      while ((await compareRuns(worker.sql)) > 0 && !stopped.signal.aborted);
      await followPolicy(approvalDeps(container, worker));
    }),
    repeat("partitions", PARTITIONS_EVERY_MS, async () => {
      const now = Date.now();
      const weeks = weeksBetween(now - 7 * DAY_MS, now + WEEKS_AHEAD_MS);
      await ensurePartitions(worker.sql, weeks, dimensions.weeks);
    }),
    repeat("retention", RETENTION_EVERY_MS, enforceWhenDue(container, stopped.signal)),
    repeat("expiry", PARTITIONS_EVERY_MS, async () => {
      await worker.sql`DELETE FROM ingest_hour WHERE hour < now() - interval '35 days'`;
      await pruneCallKeys(worker.sql);
      await pruneScopes(worker.sql);
      await pruneRetiredKeys(worker.sql);
      await pruneUses(worker.sql);
      while ((await countRuleDay(worker.sql, Date.now())) && !stopped.signal.aborted);
      await pruneRuleDays(worker.sql);
      await pruneEvaluations(worker.sql);
      await worker.sql`DELETE FROM job WHERE finished_at < now() - interval '90 days'`;
      await worker.sql`DELETE FROM outbox WHERE settled_at < now() - interval '90 days'`;
      await worker.sql`UPDATE channel SET previous_secret = NULL, previous_secret_until = NULL
        WHERE previous_secret_until <= now()`;
      await worker.sql`DELETE FROM sign_in_failure WHERE at < now() - interval '1 day'`;
      await worker.sql`DELETE FROM passkey_challenge WHERE expires_at < now()`;
      await worker.sql`DELETE FROM member_session WHERE expires_at < now() - interval '30 days'`;
    }),
  ];

  async function repeat(name: string, everyMs: number, step: () => Promise<void>): Promise<void> {
    while (!stopped.signal.aborted) {
      let wait = everyMs;
      try {
        await step();
        metrics.workerStep(name, true);
      } catch (error) {
        wait = AFTER_FAILURE_MS;
        metrics.workerStep(name, false);
        const about = { loop: name, ...describeError(error) };
        if (isDatabaseAway(error)) log.warn(about, "the database is away");
        else log.error(about, "worker step failed");
      }
      await pause(wait, stopped.signal);
    }
  }

  return async () => {
    stopped.abort();
    await Promise.all(loops);
  };
}

/** Once an hour, when the rules have changed, and again soon where something was in use. */
function enforceWhenDue({ worker: { sql }, keys }: Container, stopped: AbortSignal) {
  let done = { at: 0, rules: "" };
  return async () => {
    const rules = await readVersions(sql);
    if (rules === done.rules && Date.now() - done.at < PARTITIONS_EVERY_MS) return;
    const { waits } = await enforceRetention({ sql, keys }, stopped);
    if (!waits && !stopped.aborted) done = { at: Date.now(), rules };
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}
