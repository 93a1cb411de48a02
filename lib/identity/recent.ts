/** The counts of the directory are of this many days. */
export const RECENT_DAYS = 30;

/** The same time for the calls page. */
export const RECENT = `-${RECENT_DAYS}d`;
