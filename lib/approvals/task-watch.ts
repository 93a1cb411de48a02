// Gateways that wait for an answer: one look at the database for all waiters of this process, so
// that two thousand of them cost what one does.
import type postgres from "postgres";

const LOOK_EVERY_MS = 250;

export type TaskWatch = {
  /** Resolves when the approval is no longer pending, after `ms`, or when the process stops. */
  until: (id: string, ms: number) => Promise<void>;
  waiting: () => number;
  /** Lets everybody go: they answer with what is, and ask the next process. */
  stop: () => void;
};

/** `failed` is told why a look failed; the waiters go on waiting. */
export function taskWatch(sql: postgres.Sql, failed: (error: unknown) => void): TaskWatch {
  const waiters = new Map<string, Set<() => void>>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const look = async () => {
    timer = undefined;
    try {
      const settled = await sql<{ id: string }[]>`
        SELECT id FROM approval WHERE id = ANY(${[...waiters.keys()]})
          AND approval_state(state, decide_until, use_until) <> 'pending'`;
      for (const { id } of settled) for (const wake of waiters.get(id) ?? []) wake();
    } catch (error) {
      failed(error);
    }
    schedule();
  };

  const schedule = () => {
    if (waiters.size > 0 && !stopped)
      timer ??= setTimeout(() => void look(), LOOK_EVERY_MS).unref();
  };

  return {
    until: (id, ms) =>
      new Promise((resolve) => {
        if (stopped) return resolve();
        const late = setTimeout(wake, ms).unref();
        const own = waiters.get(id) ?? new Set();
        waiters.set(id, own.add(wake));
        schedule();
        function wake() {
          clearTimeout(late);
          own.delete(wake);
          if (own.size === 0) waiters.delete(id);
          resolve();
        }
      }),
    waiting: () => [...waiters.values()].reduce((all, own) => all + own.size, 0),
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      for (const own of waiters.values()) for (const wake of own) wake();
    },
  };
}
