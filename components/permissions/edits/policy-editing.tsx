"use client";
import { createContext, use, useState } from "react";
import { type DraftView, isOpenDraft } from "@/lib/policy/drafts/model";
import type { Edit } from "@/lib/policy/edit/model";
import { usePolicyRefusal } from "../permissions-access";
import { makeEdits } from "./edit-queue";
import { EditRefused } from "./edit-refused";
import { useBeginDraft } from "./use-begin-draft";
import { NO_MEMBERS, useDraftEdits } from "./use-draft-edits";

/** How what is shown is changed: a draft in place, the version in force through the member's draft. */
export type PolicyEditing = {
  draft: string | null;
  /** Settles when it is saved. Throws with words for the reader where it cannot be done. */
  change: (edits: readonly Edit[]) => Promise<void>;
  /** The draft that changes are made in; the member's own is begun where there is none. */
  open: () => Promise<string>;
  /** Of the version in force: whether a new draft is wanted; null where a draft is shown. */
  choice: DraftChoice | null;
  /** Goes on where the changes were made. */
  goTo: (draft: string) => void;
  /** Why nothing can be changed; null where it can. */
  refusal: string | null;
};

export type DraftChoice = { me: string; anew: boolean; setAnew: (anew: boolean) => void };

const Editing = createContext<PolicyEditing | null>(null);

export function usePolicyEditing(): PolicyEditing {
  const editing = use(Editing);
  if (editing === null) throw new Error("policy editing is used outside its provider");
  return editing;
}

export function DraftEditing({ draft, children }: { draft: DraftView; children: React.ReactNode }) {
  const refusal = usePolicyRefusal();
  const edits = useDraftEdits(draft.id);
  const changes = (text: string, wanted: readonly Edit[]): boolean => {
    const made = makeEdits(text, wanted, NO_MEMBERS);
    if (!made.ok) throw new EditRefused(made.problems);
    return made.text !== text;
  };
  const change = async (wanted: readonly Edit[]) => {
    // What changes nothing in the text that is known may do so in the one that is stored by now.
    const differs =
      changes(await edits.shown(), wanted) || changes(await edits.shownAnew(), wanted);
    if (differs) await edits.save(wanted, { told: true });
  };
  return (
    <Editing
      value={{
        draft: draft.id,
        change,
        choice: null,
        open: () => Promise.resolve(draft.id),
        goTo: () => undefined,
        refusal: refusal ?? (isOpenDraft(draft.state) ? null : "This draft has ended"),
      }}
    >
      {children}
    </Editing>
  );
}

/** `goTo`: where to go with the draft that the change was made in. */
export function BeginEditing({
  me,
  goTo,
  children,
}: {
  me: string;
  goTo: (draft: string) => void;
  children: React.ReactNode;
}) {
  const refusal = usePolicyRefusal();
  const [anew, setAnew] = useState(false);
  const { open, change } = useBeginDraft(me, anew);
  return (
    <Editing
      value={{
        draft: null,
        choice: { me, anew, setAnew },
        change: async (edits) => goTo(await change(edits)),
        open,
        goTo,
        refusal,
      }}
    >
      {children}
    </Editing>
  );
}
