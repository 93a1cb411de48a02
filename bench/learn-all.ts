// What the worker does after ingest, by hand: gives everything its place in the sequence, then lets the
// catalog learn from it.
import { openPool } from "../db/client";
import { emptyDimensionCache } from "../lib/calls/dimension-cache";
import { learnFromSequence } from "../lib/catalog/learn-from-sequence";
import { sequencePending } from "../lib/ledger/sequence";

/** Events that were learned from, and seconds for that alone. */
export async function learnAll(url: string): Promise<{ events: number; seconds: number }> {
  const pool = openPool(url, { name: "learn", max: 2 });
  try {
    while ((await sequencePending(pool.sql)) > 0);
    const deps = { pool, dimensions: emptyDimensionCache() };
    const started = performance.now();
    let events = 0;
    for (;;) {
      const learned = await learnFromSequence(deps);
      if (learned === 0) break;
      events += learned;
    }
    return { events, seconds: (performance.now() - started) / 1000 };
  } finally {
    await pool.close();
  }
}
