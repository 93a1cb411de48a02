"use client";
import {
  type QueryClient,
  useIsMutating,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/lib/api-client";
import type { Membership } from "@/lib/policy/cells/who";
import type { DraftView } from "@/lib/policy/drafts/model";
import { applyEdit } from "@/lib/policy/edit/apply-edit";
import type { Edit, EditProblem } from "@/lib/policy/edit/model";
import { MATRIX_KEY } from "@/lib/policy/matrix/options";
import { draftOptions } from "@/lib/policy/options";
import { editDraft } from "@/lib/policy/requests";
import { useUnloadGuard } from "./use-unload-guard";

export type Applied =
  | { ok: true; text: string; same: boolean }
  | { ok: false; problems: EditProblem[] };

/** Nobody: for edits that depend on no groups. */
const NO_MEMBERS: Membership = { groups: new Map(), personOfPrincipal: new Map() };

/**
 * Edits of one draft: in the text that is shown at once, then saved one after the other onto the
 * revision that stands by then.
 */
export function useDraftEdits(id: string) {
  const queries = useQueryClient();
  const mutationKey = ["policy", "draft", id, "edit"];
  const [merged, setMerged] = useState(false);
  const saving = useMutation({
    mutationKey,
    scope: { id: `draft ${id}` },
    mutationFn: (edits: readonly Edit[]) =>
      saveOnto(queries, id, edits, () => queries.isMutating({ mutationKey }) === 1),
    onSuccess: async ({ merged: again }, edits) => {
      if (again) setMerged(true);
      // Cells show themselves; a rule can change any of them.
      const isPlain = edits.every(({ kind }) => kind === "set_cells");
      if (again || !isPlain) await queries.invalidateQueries({ queryKey: MATRIX_KEY });
    },
    onError: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: draftOptions(id).queryKey }),
        queries.invalidateQueries({ queryKey: MATRIX_KEY }),
      ]),
    onSettled: () => forgetLists(queries),
  });
  const isSaving = useIsMutating({ mutationKey }) > 0;
  useUnloadGuard(isSaving);
  return {
    /** Refuses without saving where an edit cannot be made. */
    apply: (edits: readonly Edit[], membership: Membership = NO_MEMBERS): Applied => {
      const { queryKey } = draftOptions(id);
      const draft = queries.getQueryData(queryKey);
      if (!draft) return { ok: false, problems: [{ message: "The draft is not loaded yet." }] };
      let text = draft.document;
      for (const edit of edits) {
        const edited = applyEdit(text, edit, { membership, now: Date.now() });
        if (!edited.ok) return edited;
        text = edited.text;
      }
      if (text === draft.document) return { ok: true, text, same: true };
      queries.setQueryData(queryKey, { ...draft, document: text });
      saving.mutate(edits);
      return { ok: true, text, same: false };
    },
    saving: isSaving,
    problem: saving.error?.message ?? null,
    /** Another saved meanwhile, and the edits were made in theirs. */
    merged,
  };
}

async function saveOnto(
  queries: QueryClient,
  id: string,
  edits: readonly Edit[],
  isLast: () => boolean,
): Promise<{ merged: boolean }> {
  const options = draftOptions(id);
  const known = await queries.ensureQueryData(options);
  let merged = false;
  const saved = await editDraft(id, known.revision, edits).catch(async (error: unknown) => {
    // An edit says what it changes: made in the newer text it writes over nothing.
    if (!(error instanceof ApiError) || !("theirs" in error.details)) throw error;
    merged = true;
    const theirs = await queries.fetchQuery({ ...options, staleTime: 0 });
    return editDraft(id, theirs.revision, edits);
  });
  queries.setQueryData(options.queryKey, (draft): DraftView | undefined => {
    if (!draft) return undefined;
    const document = isLast() ? saved.document : draft.document;
    return { ...draft, document, revision: saved.revision, state: "open", agreement: null };
  });
  return { merged };
}

/** What shows drafts elsewhere is asked for again when it is looked at. */
function forgetLists(queries: QueryClient) {
  return Promise.all(
    [
      ["policy", "drafts"],
      ["policy", "rules"],
      ["policy", "access"],
    ].map((queryKey) => queries.invalidateQueries({ queryKey })),
  );
}
