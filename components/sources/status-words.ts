// The one word and shade for what became of received events. Colour is for verdicts: these are greys,
// and what was not accepted has the strongest one.
import type { StatusCounts } from "@/lib/sources/view";

type Status = keyof StatusCounts;

export const STATUS_ORDER = ["stored", "duplicate", "ignored", "conflict", "quarantined"] as const;

export const STATUS_NAMES: Record<Status, string> = {
  stored: "stored",
  duplicate: "duplicate",
  ignored: "ignored",
  conflict: "in conflict",
  quarantined: "quarantined",
};

export const STATUS_MEANINGS: Record<Status, string> = {
  stored: "New, and in the list of calls",
  duplicate: "Stored before; sent again",
  ignored: "Read, and no call: probes, other traffic",
  conflict: "Same id and time as another event with other content; kept in quarantine",
  quarantined: "Could not be read; kept with the reason",
};

export const STATUS_FILLS: Record<Status, { background: string; fill: string }> = {
  stored: { background: "bg-control/70", fill: "fill-control/70" },
  duplicate: { background: "bg-control/45", fill: "fill-control/45" },
  ignored: { background: "bg-control/25", fill: "fill-control/25" },
  conflict: { background: "bg-ink", fill: "fill-ink" },
  quarantined: { background: "bg-ink", fill: "fill-ink" },
};

export function totalOf(counts: StatusCounts): number {
  return STATUS_ORDER.reduce((sum, status) => sum + counts[status], 0);
}

/** "1,204 stored, 3 quarantined" */
export function statusSentence(counts: StatusCounts): string {
  const parts = STATUS_ORDER.filter((status) => counts[status] > 0).map(
    (status) => `${counts[status].toLocaleString("en")} ${STATUS_NAMES[status]}`,
  );
  return parts.length === 0 ? "nothing received" : parts.join(", ");
}

/** "1,204 stored", or "98 % stored" where other things came too. */
export function shareSentence(counts: StatusCounts): string {
  const total = totalOf(counts);
  if (counts.stored === total) return `${total.toLocaleString("en")} stored`;
  if (counts.stored === 0) {
    const only = STATUS_ORDER.find((status) => counts[status] === total);
    return only ? `${total.toLocaleString("en")} ${STATUS_NAMES[only]}` : "none stored";
  }
  // Never rounded up to all or down to none: what is rare must stay visible.
  const share = Math.min(99, Math.round((counts.stored / total) * 100));
  return `${share < 1 ? "< 1" : share} % stored`;
}
