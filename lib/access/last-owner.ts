// One rule for server and console: somebody must be left who can let others in.

export const LAST_OWNER =
  "The last owner cannot be disabled or lose the role. Make another owner first.";

/** `owners`: ids of the owners who are not disabled. */
export function isLastOwner(memberId: string, owners: readonly string[]): boolean {
  return owners.length === 1 && owners[0] === memberId;
}
