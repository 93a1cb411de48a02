// Why a company account was not let in: codes in the address, sentences on the page.

const REFUSALS = {
  not_invited:
    "Your company account is fine, but nobody invited it here. Ask an owner for an invitation link.",
  not_allowed:
    "Your company account is fine, but it no longer has what lets it in here. Ask an owner.",
  invitation_void:
    "Your company account is fine, but the invitation was used, has expired or was removed. Ask an owner for a new link.",
  invitation_taken:
    "Your company account is fine, but a member with the invitation’s e-mail exists already. Ask an owner.",
  no_role: "Your company account is fine, but it gives you no role here. Ask an owner.",
  binding_void:
    "Your company account is fine, but the session that asked to connect it has ended. Sign in, and connect it again.",
  account_taken:
    "This company account is another member’s way to sign in. It has to be disconnected there first.",
  disabled: "This member is disabled. Ask an owner.",
  too_many: "Too many tries with this account. Wait 15 minutes, or ask an owner.",
  unfinished: "The company’s sign-in did not finish. Try again; the reason is in the server’s log.",
} as const;
export type Refusal = keyof typeof REFUSALS;

/** The sentence for a code of the address; what is no code of ours is an unfinished sign-in. */
export function refusalWords(code: string): string {
  return Object.entries(REFUSALS).find(([known]) => known === code)?.[1] ?? REFUSALS.unfinished;
}
