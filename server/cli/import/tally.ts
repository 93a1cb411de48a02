// What became of the records of an import, by status and reason.
import { INGEST_STATUSES, type IngestResult } from "../../../lib/calls/ingest-status";

/** Reasons told apart, so that a run of months stays small. */
const REASONS = 100;

export type Tally = {
  add: (results: readonly IngestResult[]) => void;
  records: () => number;
  /** `{"records":3,"stored":2,"duplicate":1,…}` */
  counts: () => Record<string, number>;
  /** `2 × ignored: a request to a model`, one a line. */
  reasons: () => string[];
};

export function tally(): Tally {
  const counts = new Map(INGEST_STATUSES.map((status) => [status, 0]));
  const reasons = new Map<string, number>();
  let records = 0;
  const addReason = (status: string, reason: string) => {
    const exact = `${status}: ${reason}`;
    const line = reasons.has(exact) || reasons.size < REASONS ? exact : `${status}: other reasons`;
    reasons.set(line, (reasons.get(line) ?? 0) + 1);
  };
  return {
    add: (results) => {
      records += results.length;
      for (const { status, reason } of results) {
        counts.set(status, (counts.get(status) ?? 0) + 1);
        if (reason !== undefined) addReason(status, reason);
      }
    },
    records: () => records,
    counts: () => ({ records, ...Object.fromEntries(counts) }),
    reasons: () => [...reasons].map(([line, n]) => `${n} × ${line}`),
  };
}
