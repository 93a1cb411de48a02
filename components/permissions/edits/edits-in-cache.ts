// Edits of drafts on their way to the server, as the tab's mutation cache has them. Apart from what makes
// them: the frame of every page watches them.
import type { QueryClient } from "@tanstack/react-query";
import type { Membership } from "@/lib/policy/cells/who";
import type { Edit } from "@/lib/policy/edit/model";

/** Every edit of every draft that is on its way, or was not saved. */
export const EDITS_KEY = ["policy-edits"];

/** `membership`: what cells of persons depend on. */
export type Queued = { id: string; edits: readonly Edit[]; membership: Membership };
export type Failed = { queued: Queued; error: Error };

/** `merged`: another saved meanwhile, and the edits were made in theirs. */
export type Saved = { merged: boolean };

/** Those that are on their way, the first one first. */
export function pendingEdits(queries: QueryClient, id?: string): Queued[] {
  return mutationsOf(queries, id).flatMap(({ state: { status, variables } }) =>
    status === "pending" && isQueued(variables) && !stored.has(variables) ? [variables] : [],
  );
}

/** Those that were not saved, until they are sent again or forgotten. */
export function failedEdits(queries: QueryClient, id?: string): Failed[] {
  return mutationsOf(queries, id).flatMap(({ state: { status, variables, error } }) =>
    status === "error" && isQueued(variables) && error ? [{ queued: variables, error }] : [],
  );
}

/** Somebody read that they were not saved. */
export function forgetEdits(queries: QueryClient, edits: readonly Queued[]): void {
  const cache = queries.getMutationCache();
  for (const one of mutationsOf(queries)) {
    const { variables } = one.state;
    if (isQueued(variables) && edits.includes(variables)) cache.remove(one);
  }
}

/** In the text that is known as stored, though their mutation has not ended yet. */
const stored = new WeakSet<Queued>();

const sent = new WeakSet<object>();

/** Before it is sent: the cache does not know what its mutations hold. */
export function markSent(queued: Queued): void {
  sent.add(queued);
}

/** Its answer is in the text that is known as stored. */
export function markStored(queued: Queued): void {
  stored.add(queued);
}

function isQueued(variables: unknown): variables is Queued {
  return typeof variables === "object" && variables !== null && sent.has(variables);
}

function mutationsOf(queries: QueryClient, id?: string) {
  const mutationKey = id === undefined ? EDITS_KEY : [...EDITS_KEY, id];
  return queries.getMutationCache().findAll({ mutationKey });
}
