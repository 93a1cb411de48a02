// The one set of pools, caches and keys of this process. The server bundle and Next's bundle load
// this file twice, so it lives on globalThis; server/main.ts and server/cli.ts fill it.
import type { Logger } from "pino";
import type { Pool } from "../db/client";
import type { TaskWatch } from "./approvals/task-watch";
import type { DimensionCache } from "./calls/dimension-cache";
import type { IngestFront } from "./calls/ingest-front";
import type { DecisionDeps } from "./decisions/decide";
import type { Env } from "./env";
import type { DirectoryCache } from "./identity/directory-cache";
import type { Metrics } from "./metrics/metrics";
import type { Keys } from "./secrets/keys";
import type { IngestCounts } from "./sources/ingest-counts";
import type { KeyCache } from "./sources/verify-key";

export type Container = {
  /** Random per process: says whether two answers came from one process. */
  instance: string;
  env: Env;
  log: Logger;
  keys: Keys;
  /** Gateways wait on `gate`; a heavy console query must never starve it. */
  gate: Pool;
  console: Pool;
  worker: Pool;
  directory: DirectoryCache;
  dimensions: DimensionCache;
  /** Where ingest requests meet: back-pressure, and one insert for many small ones. */
  ingest: IngestFront;
  ingestCounts: IngestCounts;
  apiKeys: KeyCache;
  /** What gateways are answered by, and where the answers are written down. */
  decisions: DecisionDeps;
  /** Gateways that wait for an approval. */
  approvals: TaskWatch;
  metrics: Metrics;
};

declare global {
  var onbehalf: Container | undefined;
}

export function container(): Container {
  if (globalThis.onbehalf === undefined) {
    throw new Error("the container was not filled: start through server/main.ts or server/cli.ts");
  }
  return globalThis.onbehalf;
}

/** Called once a process, by its composition root. */
export function fillContainer(filled: Container): Container {
  if (globalThis.onbehalf !== undefined) throw new Error("the container is filled already");
  globalThis.onbehalf = filled;
  return filled;
}
