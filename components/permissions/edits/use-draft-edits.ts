"use client";
import { CancelledError, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Membership } from "@/lib/policy/cells/who";
import type { Edit } from "@/lib/policy/edit/model";
import { draftOptions } from "@/lib/policy/options";
import { saveEdits, shownText } from "./edit-queue";
import { forgetEdits } from "./edits-in-cache";
import { useEditQueue } from "./use-edit-queue";

/** Nobody: for edits that depend on no groups. */
export const NO_MEMBERS: Membership = { groups: new Map(), personOfPrincipal: new Map() };

/**
 * Edits of one draft: in the text that is shown at once, then saved one after the other onto the
 * revision that stands by then.
 */
export function useDraftEdits(id: string) {
  const queries = useQueryClient();
  const [merged, setMerged] = useState(false);
  const { pending } = useEditQueue(id);
  return {
    /** The text that is shown, also of what was queued a moment ago. */
    shown: async () => shownText(queries, await queries.ensureQueryData(draftOptions(id))),
    /** The same once what others saved meanwhile is in it. */
    shownAnew: async () => shownText(queries, await fetchStored(queries, id)),
    /**
     * Settles when it is saved. What was not is kept, and said by `NotSaved`; `told`: the caller
     * says it, and keeps it.
     */
    save: async (edits: readonly Edit[], { membership = NO_MEMBERS, told = false } = {}) => {
      const queued = { id, edits, membership };
      setMerged(false);
      try {
        setMerged((await saveEdits(queries, queued)).merged);
      } catch (error) {
        if (told) forgetEdits(queries, [queued]);
        throw error;
      }
    },
    saving: pending.length > 0,
    /** Another saved meanwhile, and the last edits were made in theirs. */
    merged,
  };
}

/** What an edit that was saved meanwhile left of the question is newer than its answer. */
function fetchStored(queries: QueryClient, id: string) {
  const options = draftOptions(id);
  return queries.fetchQuery({ ...options, staleTime: 0 }).catch((error: unknown) => {
    if (error instanceof CancelledError) return queries.ensureQueryData(options);
    throw error;
  });
}
