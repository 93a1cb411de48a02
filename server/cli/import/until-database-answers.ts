// A follower outlives its database: it waits, and says so once an outage.
import { codeOf } from "../../../lib/describe-error";
import { isDatabaseAway } from "../../../lib/database-away";
import { pause } from "../follow/pause";

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;

/** Was told to stop while the database was away: what it tried is not done. */
export class StoppedWaiting extends Error {}

/** Tries again as long as the database is away; throws what else is thrown, and StoppedWaiting. */
export async function untilDatabaseAnswers<T>(
  run: () => Promise<T>,
  { signal, say }: { signal: AbortSignal; say: (sentence: string) => void },
): Promise<T> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    try {
      const done = await run();
      if (waitMs > FIRST_WAIT_MS) say("The database is back.");
      return done;
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      if (waitMs === FIRST_WAIT_MS) say(`The database is away (${codeOf(error)}); waiting for it.`);
      await pause(waitMs, signal);
      if (signal.aborted) throw new StoppedWaiting("Stopped while the database was away.");
    }
  }
}
