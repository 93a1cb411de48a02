"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { z } from "zod";
import { ApiError } from "@/lib/api-client";
import type { DraftView } from "@/lib/policy/drafts/model";
import { saveDraft } from "@/lib/policy/requests";
import { forgetUnsaved, keepUnsaved, unsavedOf } from "./unsaved-texts";

/** What another saved meanwhile. */
const theirsSchema = z.object({
  theirs: z.object({
    revision: z.number(),
    savedBy: z.string(),
    document: z.string(),
    base: z.number(),
  }),
});
export type Theirs = z.infer<typeof theirsSchema>["theirs"];

export type DraftText = ReturnType<typeof useDraftText>;

/**
 * The text of a draft as somebody writes it. It is saved onto the revision that it was made from; where
 * another was saved meanwhile, `theirs` holds that one and nothing is written over.
 */
export function useDraftText(draft: DraftView) {
  const queries = useQueryClient();
  const { id } = draft;
  const [state, setState] = useState(() => {
    const kept = unsavedOf(id);
    return kept ?? { text: draft.document, revision: draft.revision, from: draft.document };
  });
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  const dirty = state.text !== state.from;
  // Another's save, or one through another view: who has written nothing follows it.
  if (!dirty && draft.revision > state.revision) {
    setState({ text: draft.document, revision: draft.revision, from: draft.document });
  }
  const become = (next: typeof state) => {
    setState(next);
    if (next.text === next.from) forgetUnsaved(id);
    else keepUnsaved(id, next);
  };
  const saving = useMutation({
    mutationFn: ({ text, revision }: typeof state) => saveDraft(id, revision, { document: text }),
    onSuccess: async ({ revision }, { text }) => {
      setState((now) => ({ ...now, revision, from: text }));
      const unsaved = unsavedOf(id);
      if (unsaved === undefined || unsaved.text === text) forgetUnsaved(id);
      else keepUnsaved(id, { ...unsaved, revision, from: text });
      await queries.invalidateQueries({ queryKey: ["policy"] });
    },
    onError: (error) => {
      const read = error instanceof ApiError ? theirsSchema.safeParse(error.details) : null;
      if (read?.success) setTheirs(read.data.theirs);
    },
  });
  return {
    text: state.text,
    /** The text that this one was made from. */
    from: state.from,
    dirty,
    saving: saving.isPending,
    /** Why the last save did not work; a conflict is in `theirs`. */
    problem: theirs === null ? (saving.error?.message ?? null) : null,
    theirs,
    write: (text: string) => become({ ...state, text }),
    save: () => {
      if (dirty && !saving.isPending) saving.mutate(state);
    },
    /** Ends a conflict: from now on this text stands on theirs. */
    settle: (text: string) => {
      if (theirs === null) return;
      become({ text, revision: theirs.revision, from: theirs.document });
      setTheirs(null);
      saving.reset();
    },
  };
}
