/** What became of one item; exactly one of these (`events.md`, "Protocol"). */
export const INGEST_STATUSES = [
  "stored",
  "duplicate",
  "conflict",
  "ignored",
  "quarantined",
] as const;
export type IngestStatus = (typeof INGEST_STATUSES)[number];
export type IngestResult = { index: number; id?: string; status: IngestStatus; reason?: string };

/** Exact counts of what became of the items. */
export function countByStatus(results: readonly IngestResult[]): Record<IngestStatus, number> {
  const counts = { stored: 0, duplicate: 0, conflict: 0, ignored: 0, quarantined: 0 };
  for (const { status } of results) counts[status] += 1;
  return counts;
}
