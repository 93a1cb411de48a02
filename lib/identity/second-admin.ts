/** An account of the console, and the person behind it where they are linked. */
export type Account = { id: string; person: number | string | null };

/**
 * Why `own` may not agree to what `proposer` proposed, or null. Two accounts of one person are one pair
 * of eyes; without an account (the command line) nobody can be the second admin.
 */
export function agreementRefusal(own: Account | null, proposer: Account | null): string | null {
  if (own === null) return "Only a member of the console can be the second admin.";
  if (own.id === proposer?.id) return "You proposed this yourself; another admin must agree.";
  if (own.person !== null && own.person === proposer?.person)
    return "You and the proposer are the same person; another one must agree.";
  return null;
}
