/** How far a sanction's clock may be behind ours and still count as now. */
const CLOCK_SLACK_MS = 5 * 60 * 1000;

/** Whether a sanction from then on begins in the past, and so would change what history says. */
export function isBackdated(from: string | undefined, now = Date.now()): boolean {
  return from !== undefined && Date.parse(from) < now - CLOCK_SLACK_MS;
}
