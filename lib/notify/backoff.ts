// When a delivery that failed is tried again. Pure: time and chance are arguments.

const FIRST_MS = 5_000;
const LONGEST_MS = 3_600_000;

/**
 * 5 seconds after the first failure, then twice as long each time up to an hour, each a quarter more or
 * less. Null: it is given up, because `giveUpAt` would have passed. `chance` lies in 0 to 1.
 */
export function nextTry(
  { attempts, giveUpAt }: { attempts: number; giveUpAt: number },
  now: number,
  chance: number,
): number | null {
  const wait = Math.min(FIRST_MS * 2 ** (attempts - 1), LONGEST_MS) * (0.75 + chance / 2);
  return now + wait > giveUpAt ? null : Math.round(now + wait);
}
