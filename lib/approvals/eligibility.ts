// Who may never decide an approval, whatever group they are in. Pure; no switch turns it off.

/** Persons are slugs of the directory. */
export type Involved = {
  /** Everybody behind the principals that ask: the caller, and the actors it names. */
  requesters: ReadonlySet<string>;
  /** Who owns the agent that sent the call. */
  owners: ReadonlySet<string>;
  /** Who changed within the hour what decides about it (`recent-changes.ts`). */
  editors: ReadonlySet<string>;
};

export const EXCLUSIONS = ["requester", "owner", "editor"] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

/** Why this person may not decide; null where nothing keeps them from it. */
export function exclusionOf(person: string, involved: Involved): Exclusion | null {
  if (involved.requesters.has(person)) return "requester";
  if (involved.owners.has(person)) return "owner";
  return involved.editors.has(person) ? "editor" : null;
}

export const EXCLUSION_WORDS: Record<Exclusion, string> = {
  requester: "You asked for this call yourself, with this account or another one of yours.",
  owner: "You own the agent that asks.",
  editor:
    "Within the last hour you changed the rules, the directory or the class of the tool in what decides about this call. Somebody else decides it.",
};
