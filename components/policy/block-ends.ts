// When a block ends; an emergency is over after a working day unless somebody says otherwise.
const HOUR_MS = 3_600_000;

export const BLOCK_ENDS = [
  { value: "1", name: "In 1 hour" },
  { value: "8", name: "In 8 hours" },
  { value: "24", name: "In 24 hours" },
  { value: "168", name: "In 7 days" },
  { value: "never", name: "When somebody lifts it" },
] as const;

export const USUAL_END = "8";

/** The instant of a choice made at `now`; null for none. */
export function endOf(choice: string, now: number): string | null {
  const hours = Number(choice);
  return Number.isFinite(hours) ? new Date(now + hours * HOUR_MS).toISOString() : null;
}

/** "until it is lifted", "for 8 hours" */
export function endWords(choice: string): string {
  const name = BLOCK_ENDS.find(({ value }) => value === choice)?.name ?? "";
  return name.startsWith("In ") ? `for ${name.slice("In ".length)}` : "until somebody lifts it";
}
