// The composition root of server and CLI alike: configuration, database, keys, caches.
import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { checkSchema } from "../db/check-schema";
import { checkServer } from "../db/check-server";
import { openPool, type Pool } from "../db/client";
import { type Embedded, startEmbedded } from "../db/embedded";
import { migrate } from "../db/migrate";
import { taskWatch } from "../lib/approvals/task-watch";
import { type DimensionCache, emptyDimensionCache } from "../lib/calls/dimension-cache";
import { ingestFront } from "../lib/calls/ingest-front";
import { type Container, fillContainer } from "../lib/container";
import type { DecisionDeps } from "../lib/decisions/decide";
import { decisionRecorder } from "../lib/decisions/decision-recorder";
import { storeDecisions } from "../lib/decisions/store-decisions";
import { describeError } from "../lib/describe-error";
import { type Env, readEnv } from "../lib/env";
import { type DirectoryCache, directoryCache } from "../lib/identity/directory-cache";
import { policyInForce } from "../lib/policy/in-force";
import { openMetrics } from "../lib/metrics/metrics";
import { ingestCounts } from "../lib/sources/ingest-counts";
import { openKeys, secretInForce } from "../lib/secrets/key-ring";
import { promoteNextSecret } from "../lib/secrets/next-secret";
import { holdPresence, type Presence } from "../lib/secrets/presence";
import { readSecret } from "../lib/secrets/secret-file";
import { isDatabaseAway } from "../lib/database-away";
import { type IngestThreads, ingestThreads } from "./ingest-threads";
import { requireDatabase } from "./require-database";

export type Booted = {
  container: Container;
  /** Closes the pools, then stops the embedded PostgreSQL unless another process still uses it. */
  shutDown: () => Promise<void>;
};

export type BootOptions = {
  threads?: boolean;
  /**
   * For one command on a deployment that is there: makes none, leaves the schema as it is, and
   * warns on standard error.
   */
  command?: boolean;
};

/** Throws an Error with a sentence for the operator when something is in the way. */
export async function boot(options: BootOptions = {}): Promise<Booted> {
  const env = readEnv();
  const { command = false } = options;
  const level = command ? "warn" : env.logLevel;
  const redact = ["headers.authorization", "headers.cookie"];
  // Through the stream, which lets no control character pass, and not to the descriptor.
  const log = pino({ level, base: null, redact }, command ? process.stderr : process.stdout);
  if (env.databaseUrl !== undefined) readSecret(env, undefined);
  else if (command) await requireDatabase(env.dataDir);
  // The embedded database makes the data folder, with the modes that its user needs.
  const { url, embedded } = await findDatabase(env, log);
  try {
    const isGate = options.threads === true && env.roles.includes("gate");
    const threads = ingestThreads({ url, log, count: isGate ? env.ingestThreads : 0 });
    const { container, presence } = await openContainer(env, log, url, {
      threads,
      prepareSchema: command ? checkSchema : () => migrate(url),
    });
    return {
      container,
      shutDown: async () => {
        await threads.close();
        await container.ingestCounts.flush();
        await flushDecisions(container);
        await closePools(container);
        await presence.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** The last answers; a database that is away takes them along. */
async function flushDecisions({ decisions, log }: Container): Promise<void> {
  decisions.inForce.stop();
  await decisions.recorder.flush().catch((error: unknown) => {
    const lost = decisions.recorder.waiting();
    log.error({ lost, ...describeError(error) }, "the last decisions are not written down");
  });
}

type Parts = { threads: IngestThreads; prepareSchema: (sql: Pool["sql"]) => Promise<void> };

async function openContainer(
  env: Env,
  log: pino.Logger,
  url: string,
  { threads, prepareSchema }: Parts,
): Promise<{ container: Container; presence: Presence }> {
  const gate = openPool(url, { name: "gate", max: 8 });
  let presence: Presence | undefined;
  let keys: Container["keys"];
  try {
    await checkServer(gate.sql);
    await prepareSchema(gate.sql);
    // Before the secret is looked at: from then on no other can be put in force.
    presence = await holdPresence(url, () => endRotated(log));
    const inForce = (await secretInForce(gate.db))?.fingerprint;
    promoteNextSecret(env, inForce);
    keys = await openKeys(gate.db, readSecret(env, inForce));
    presence.uses(keys.fingerprint);
  } catch (error) {
    await Promise.all([gate.close(), presence?.close()]);
    if (!isDatabaseAway(error)) throw error;
    const cause = error instanceof Error ? error.message : String(error);
    throw new Error(`The database of DATABASE_URL cannot be reached: ${cause}`, { cause: error });
  }
  const directory = directoryCache(gate);
  const dimensions = emptyDimensionCache();
  const metrics = openMetrics();
  threads.start(metrics.aged);
  const container = fillContainer({
    instance: randomUUID(),
    env,
    log,
    keys,
    gate,
    console: openPool(url, { name: "console", max: 8 }),
    worker: openPool(url, { name: "worker", max: 4 }),
    directory,
    dimensions,
    ingest: ingestFront(
      { pool: gate, keys, directory, dimensions, aged: metrics.aged },
      threads.store,
    ),
    ingestCounts: ingestCounts(gate.sql, (error) =>
      log.warn(describeError(error), "counts of events are not written yet"),
    ),
    apiKeys: new Map(),
    approvals: taskWatch(gate.sql, (error) =>
      log.warn(describeError(error), "waiting approvals cannot be looked at"),
    ),
    decisions: decisionDeps(env, log, gate, directory, dimensions),
    metrics,
  });
  return { container, presence };
}

function decisionDeps(
  env: Env,
  log: pino.Logger,
  pool: Pool,
  directory: DirectoryCache,
  dimensions: DimensionCache,
): DecisionDeps {
  return {
    sql: pool.sql,
    inForce: policyInForce(pool, directory),
    recorder: decisionRecorder({
      store: (records) => storeDecisions(pool.sql, dimensions, records),
      isPassing: isDatabaseAway,
      failed: (error) => log.error(describeError(error), "decisions are not written down"),
    }),
    mayBeOld: env.lastGoodPolicyMs,
  };
}

/** Only after the connection was lost for so long that somebody could rotate the secret. */
function endRotated(log: pino.Logger): void {
  log.fatal("the secret was rotated; this process has the old one and ends");
  process.kill(process.pid, "SIGTERM");
}

async function findDatabase(
  env: Env,
  log: pino.Logger,
): Promise<{ url: string; embedded: Embedded | undefined }> {
  if (env.databaseUrl !== undefined) return { url: env.databaseUrl, embedded: undefined };
  const embedded = await startEmbedded({ dataDir: env.dataDir, log });
  return { url: embedded.url, embedded };
}

async function closePools(container: Container): Promise<void> {
  await Promise.all([container.gate.close(), container.console.close(), container.worker.close()]);
}
