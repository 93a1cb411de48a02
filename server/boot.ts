// The composition root of server and CLI alike: configuration, database, keys, caches.
import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { checkServer } from "../db/check-server";
import { openPool } from "../db/client";
import { type Embedded, startEmbedded } from "../db/embedded";
import { migrate } from "../db/migrate";
import { emptyDimensionCache } from "../lib/calls/dimension-cache";
import { ingestFront } from "../lib/calls/ingest-front";
import { type Container, fillContainer } from "../lib/container";
import { describeError } from "../lib/describe-error";
import { type Env, readEnv } from "../lib/env";
import { directoryCache } from "../lib/identity/directory-cache";
import { checkSecret } from "../lib/secrets/check-secret";
import { openMetrics } from "../lib/metrics/metrics";
import { ingestCounts } from "../lib/sources/ingest-counts";
import { deriveKeys } from "../lib/secrets/keys";
import { readSecret } from "../lib/secrets/secret-file";
import { isDatabaseAway } from "./http/problem";
import { type IngestThreads, ingestThreads } from "./ingest-threads";

export type Booted = {
  container: Container;
  /** Closes the pools, then stops the embedded PostgreSQL unless another process still uses it. */
  shutDown: () => Promise<void>;
};

/** Throws an Error with a sentence for the operator when something is in the way. */
export async function boot(options: { log?: "quiet"; threads?: boolean } = {}): Promise<Booted> {
  const env = readEnv();
  const level = options.log === "quiet" ? "warn" : env.logLevel;
  const log = pino({ level, base: null, redact: ["headers.authorization", "headers.cookie"] });
  if (env.databaseUrl !== undefined) readSecret(env);
  // The embedded database makes the data folder, with the modes that its user needs.
  const { url, embedded } = await findDatabase(env, log);
  try {
    const isGate = options.threads === true && env.roles.includes("gate");
    const threads = ingestThreads({ url, log, count: isGate ? env.ingestThreads : 0 });
    const container = await openContainer(env, log, deriveKeys(readSecret(env)), url, threads);
    return {
      container,
      shutDown: async () => {
        await threads.close();
        await container.ingestCounts.flush();
        await closePools(container);
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

async function openContainer(
  env: Env,
  log: pino.Logger,
  keys: Container["keys"],
  url: string,
  threads: IngestThreads,
): Promise<Container> {
  const gate = openPool(url, { name: "gate", max: 8 });
  try {
    await checkServer(gate.sql);
    await migrate(url);
    await checkSecret(gate.db, keys);
  } catch (error) {
    await gate.close();
    if (!isDatabaseAway(error)) throw error;
    const cause = error instanceof Error ? error.message : String(error);
    throw new Error(`The database of DATABASE_URL cannot be reached: ${cause}`, { cause: error });
  }
  const directory = directoryCache(gate);
  const dimensions = emptyDimensionCache();
  const metrics = openMetrics();
  threads.start(metrics.aged);
  return fillContainer({
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
    metrics,
  });
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
