// A thread that takes in large bodies: the whole way of `lib/calls/ingest.ts` with connections and
// caches of its own. Started by ingest-threads.ts.
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { openPool } from "../db/client";
import { emptyDimensionCache } from "../lib/calls/dimension-cache";
import { ingestBody } from "../lib/calls/ingest-body";
import { readEnv } from "../lib/env";
import { directoryCache } from "../lib/identity/directory-cache";
import { openKeys, secretInForce } from "../lib/secrets/key-ring";
import { readSecret } from "../lib/secrets/secret-file";
import { carryError } from "./carried-error";
import type { FromThread, ToThread } from "./ingest-threads";

if (parentPort === null) throw new Error("ingest-thread.ts runs as a thread of the server");
const port = parentPort;
const { url } = z.object({ url: z.string() }).parse(workerData);
const pool = openPool(url, { name: "ingest", max: 4 });
const inForce = await secretInForce(pool.db);
const deps = {
  pool,
  keys: await openKeys(pool.db, readSecret(readEnv(), inForce?.fingerprint)),
  directory: directoryCache(pool),
  dimensions: emptyDimensionCache(),
};

port.on("message", async (message: ToThread) => {
  if (message === "stop") {
    await pool.close();
    port.close();
    return;
  }
  port.postMessage(await answer(message));
});

async function answer({ id, request }: Exclude<ToThread, "stop">): Promise<FromThread> {
  const ages: number[] = [];
  const aged = (_source: string, seconds: readonly number[]) => ages.push(...seconds);
  try {
    return { id, results: await ingestBody({ ...deps, aged }, request), ages };
  } catch (error) {
    return { id, error: carryError(error) };
  }
}
