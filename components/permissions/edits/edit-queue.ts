// Edits of drafts are sent one after the other for each draft, whatever page is shown.
import { MutationObserver, type QueryClient } from "@tanstack/react-query";
import { ApiError } from "@/lib/api-client";
import type { Membership } from "@/lib/policy/cells/who";
import type { DraftView } from "@/lib/policy/drafts/model";
import { applyEdit } from "@/lib/policy/edit/apply-edit";
import type { Edit, Edited } from "@/lib/policy/edit/model";
import { MATRIX_KEY } from "@/lib/policy/matrix/options";
import { draftOptions } from "@/lib/policy/options";
import { editDraft } from "@/lib/policy/requests";
import {
  EDITS_KEY,
  failedEdits,
  forgetEdits,
  markSent,
  markStored,
  pendingEdits,
  type Queued,
  type Saved,
} from "./edits-in-cache";

/**
 * Sends the edits when all before them are through. Rejects with what the API said; until
 * `forgetEdits` they stay among those that were not saved.
 */
export async function saveEdits(queries: QueryClient, queued: Queued): Promise<Saved> {
  const { id } = queued;
  markSent(queued);
  const saving = new MutationObserver<Saved, Error, Queued>(queries, {
    mutationKey: [...EDITS_KEY, id],
    scope: { id: `draft ${id}` },
    mutationFn: (queued) => saveOnto(queries, queued),
    // Only asked for: what waits behind it must not wait for the answers too.
    onError: () => {
      void queries.invalidateQueries({ queryKey: draftOptions(id).queryKey, exact: true });
    },
    onSettled: () => forgetLists(queries),
  });
  const saved = await saving.mutate(queued);
  forgetEdits(queries, [queued]);
  return saved;
}

/** Sends again what was not saved, in the order in which it was made. */
export function retryEdits(queries: QueryClient, id: string): void {
  const failed = failedEdits(queries, id).map(({ queued }) => queued);
  forgetEdits(queries, failed);
  for (const queued of failed) {
    // What fails again is among those that were not saved, as before.
    saveEdits(queries, { ...queued }).catch(() => undefined);
  }
}

/** What is stored with what is on its way: what the reader is shown. */
export function shownText(queries: QueryClient, { id, document }: Stored): string {
  return pendingEdits(queries, id).reduce((text, queued) => {
    const known = steps.get(queued);
    if (known?.from === text) return known.to;
    const made = makeEdits(text, queued.edits, queued.membership);
    const to = made.ok ? made.text : text;
    steps.set(queued, { from: text, to });
    return to;
  }, document);
}

/** All of the edits in the text, or why not. */
export function makeEdits(text: string, edits: readonly Edit[], membership: Membership): Edited {
  let now = text;
  for (const edit of edits) {
    const edited = applyEdit(now, edit, { membership, now: Date.now() });
    if (!edited.ok) return edited;
    now = edited.text;
  }
  return { ok: true, text: now };
}

export type Stored = Pick<DraftView, "id" | "document">;

/** What an edit made of which text, so that a second look costs nothing. */
const steps = new WeakMap<Queued, { from: string; to: string }>();

async function saveOnto(queries: QueryClient, queued: Queued): Promise<Saved> {
  const { id, edits } = queued;
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
  // An answer that was asked for before this save would bring the older text back.
  await queries.cancelQueries({ queryKey: options.queryKey, exact: true });
  markStored(queued);
  queries.setQueryData(options.queryKey, (draft): DraftView | undefined => {
    const { document, revision } = saved;
    return draft && { ...draft, document, revision, state: "open", agreement: null };
  });
  // Cells show themselves; a rule can change any of them.
  const isPlain = edits.every(({ kind }) => kind === "set_cells");
  if (merged || !isPlain) void queries.invalidateQueries({ queryKey: MATRIX_KEY });
  return { merged };
}

/** What shows drafts elsewhere is asked for again when it is looked at. */
function forgetLists(queries: QueryClient): void {
  for (const queryKey of [
    ["policy", "drafts"],
    ["policy", "rules"],
    ["policy", "access"],
  ]) {
    void queries.invalidateQueries({ queryKey });
  }
}
