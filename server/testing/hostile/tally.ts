// What a run of hostile requests came to.

export type Tally = {
  add: (kind: string, status: string, ms: number) => void;
  count: (status: string) => number;
  /** Answers by kind and status, and the slowest. */
  report: () => string;
};

const SLOWEST = 5;
const SLOW_MS = 1_000;

export function openTally(): Tally {
  const counts = new Map<string, Map<string, number>>();
  let times: { kind: string; status: string; ms: number }[] = [];
  let slow = 0;
  return {
    add: (kind, status, ms) => {
      const [group = kind] = kind.split(":");
      const own = counts.get(group) ?? new Map<string, number>();
      counts.set(group, own.set(status, (own.get(status) ?? 0) + 1));
      if (ms > SLOW_MS) slow += 1;
      times = [...times, { kind, status, ms }].toSorted((a, b) => b.ms - a.ms).slice(0, SLOWEST);
    },
    count: (status) => [...counts.values()].reduce((sum, own) => sum + (own.get(status) ?? 0), 0),
    report: () => {
      const lines = [...counts].map(([group, own]) => {
        const parts = [...own].toSorted().map(([status, n]) => `${status} ${n}`);
        return `${group}: ${parts.join(", ")}`;
      });
      const slowest = times.map(({ kind, status, ms }) => `${kind} ${status} ${ms.toFixed(0)} ms`);
      return [...lines, `slowest: ${slowest.join(", ")}`, `over 1 s: ${slow}`].join("\n");
    },
  };
}
