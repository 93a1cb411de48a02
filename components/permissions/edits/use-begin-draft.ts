"use client";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { DraftRow } from "@/lib/policy/drafts/model";
import type { Edit } from "@/lib/policy/edit/model";
import { draftOptions, draftsOptions } from "@/lib/policy/options";
import { createDraft } from "@/lib/policy/requests";
import { saveEdits } from "./edit-queue";
import { forgetEdits } from "./edits-in-cache";
import { NO_MEMBERS } from "./use-draft-edits";

/**
 * Changes of the version in force: made in the member's own draft, which is begun where there is
 * none, or where a new one is wanted. However often it is asked for, it is begun once.
 */
export function useBeginDraft(me: string, anew: boolean) {
  const queries = useQueryClient();
  const opening = useRef<{ anew: boolean; id: Promise<string> } | null>(null);
  const open = (): Promise<string> => {
    if (opening.current?.anew !== anew) {
      const id = openDraft(queries, me, anew).catch((error: unknown) => {
        opening.current = null;
        throw error;
      });
      opening.current = { anew, id };
    }
    return opening.current.id;
  };
  return {
    open,
    /** Which draft they were saved in. Throws with words for the reader. */
    change: async (edits: readonly Edit[]): Promise<string> => {
      const queued = { id: await open(), edits, membership: NO_MEMBERS };
      try {
        await saveEdits(queries, queued);
      } catch (error) {
        forgetEdits(queries, [queued]);
        throw error;
      }
      return queued.id;
    },
  };
}

/** The draft that goes on: the last saved one. One that was agreed to stays as it was agreed to. */
export function draftOf(me: string, drafts: readonly DraftRow[]): DraftRow | undefined {
  return drafts.find(({ authors, agreement }) => authors.includes(me) && !agreement);
}

async function openDraft(queries: QueryClient, me: string, anew: boolean): Promise<string> {
  const { items } = await queries.fetchQuery({ ...draftsOptions({}), staleTime: 0 });
  const mine = anew ? undefined : draftOf(me, items);
  const { id } = mine ?? (await createDraft({ title: "Changes of permissions" }));
  await queries.fetchQuery({ ...draftOptions(id), staleTime: 0 });
  if (!mine) await queries.invalidateQueries({ queryKey: ["policy", "drafts"] });
  return id;
}
