// One rule for server and console: a member keeps a way to sign in.

/** What changes how one signs in needs a sign-in this recent. */
export const RECENT_MINUTES = 10;

export const ONLY_WAY_IN = "It is the only way to sign in. A password has to be set first.";

/** Whether a member can still sign in after one of their company accounts is gone. */
export function hasWayInWithout({
  hasPassword,
  accounts,
}: {
  hasPassword: boolean;
  accounts: readonly unknown[];
}): boolean {
  return hasPassword || accounts.length > 1;
}
