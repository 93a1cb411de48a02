// Writes decisions down behind the answers: bounded, in order, at most 100 ms later. A crash can take
// the last of them along, which the call's own event repeats.
import { DomainError } from "../errors";
import type { DecisionRecord } from "./model";

const FLUSH_AFTER_MS = 50;
const AGAIN_AFTER_MS = 250;
const TOGETHER = 1_000;
/** Some ten seconds at full speed, and 20 MB. */
const MOST_WAITING = 50_000;

type Waiting = {
  record: DecisionRecord;
  /** Of an answer that waits for its COMMIT. */
  done?: { resolve: () => void; reject: (error: unknown) => void };
};

export type DecisionRecorder = {
  /** Throws `unavailable` where too many wait: what cannot be recorded is not decided. */
  add: (record: DecisionRecord) => void;
  /** Resolves after COMMIT. Throws as `add`, and with what kept it from being written. */
  addDurably: (record: DecisionRecord) => Promise<void>;
  /** Writes all that wait, or throws. */
  flush: () => Promise<void>;
  waiting: () => number;
};

/** `store` throws; `isPassing` tells a database that is away from a record that cannot be kept. */
export function decisionRecorder(deps: {
  store: (records: readonly DecisionRecord[]) => Promise<void>;
  isPassing: (error: unknown) => boolean;
  failed: (error: unknown) => void;
}): DecisionRecorder {
  const queue: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> | undefined;

  const schedule = (ms: number) => {
    timer ??= setTimeout(() => {
      timer = undefined;
      flush().catch(deps.failed);
    }, ms).unref();
  };

  const flush = (): Promise<void> => {
    flushing ??= writeAll().finally(() => {
      flushing = undefined;
      if (queue.length > 0) schedule(AGAIN_AFTER_MS);
    });
    return flushing;
  };

  const writeAll = async () => {
    while (queue.length > 0) {
      const together = queue.slice(0, TOGETHER);
      try {
        await write(together);
      } catch (error) {
        giveUp(queue, error);
        throw error;
      }
      queue.splice(0, together.length);
      for (const { done } of together) done?.resolve();
    }
  };

  /** One that cannot be kept must not hold up the others for ever. */
  const write = async (together: readonly Waiting[]) => {
    try {
      return await deps.store(together.map(({ record }) => record));
    } catch (error) {
      if (deps.isPassing(error)) throw error;
    }
    for (const { record, done } of together) {
      try {
        await deps.store([record]);
      } catch (error) {
        if (deps.isPassing(error)) throw error;
        deps.failed(error);
        done?.reject(error);
      }
    }
  };

  const push = (waiting: Waiting) => {
    if (queue.length >= MOST_WAITING) {
      throw new DomainError("unavailable", "Decisions cannot be recorded at the moment.", {
        retryAfter: 2,
      });
    }
    queue.push(waiting);
  };

  return {
    add: (record) => {
      push({ record });
      schedule(FLUSH_AFTER_MS);
    },
    addDurably: (record) =>
      new Promise((resolve, reject) => {
        push({ record, done: { resolve, reject } });
        // After this turn of the loop: decisions that were made together are written together.
        setImmediate(() => void flush().catch(deps.failed));
      }),
    flush,
    waiting: () => queue.length,
  };
}

/** Those that somebody waits for get the error for an answer, and were no decisions then. */
function giveUp(queue: Waiting[], error: unknown): void {
  const kept = queue.filter(({ done }) => {
    done?.reject(error);
    return done === undefined;
  });
  queue.splice(0, queue.length, ...kept);
}
