"use client";
import { createContext, use } from "react";
import { type DraftView, isOpenDraft } from "@/lib/policy/drafts/model";
import type { Edit } from "@/lib/policy/edit/model";
import { usePolicyRefusal } from "../permissions-access";
import { useBeginDraft } from "./use-begin-draft";
import { useDraftEdits } from "./use-draft-edits";

/** How what is shown is changed: a draft in place, the version in force through the member's draft. */
export type PolicyEditing = {
  draft: string | null;
  /** Throws with words for the reader where it cannot be done. */
  change: (edits: readonly Edit[]) => Promise<void>;
  /** Why nothing can be changed; null where it can. */
  refusal: string | null;
  saving: boolean;
  problem: string | null;
};

const Editing = createContext<PolicyEditing | null>(null);

export function usePolicyEditing(): PolicyEditing {
  const editing = use(Editing);
  if (editing === null) throw new Error("policy editing is used outside its provider");
  return editing;
}

export function DraftEditing({ draft, children }: { draft: DraftView; children: React.ReactNode }) {
  const refusal = usePolicyRefusal();
  const edits = useDraftEdits(draft.id);
  const change = async (wanted: readonly Edit[]) => {
    const applied = edits.apply(wanted);
    if (!applied.ok) throw new Error(applied.problems.map(({ message }) => message).join(" "));
  };
  return (
    <Editing
      value={{
        draft: draft.id,
        change,
        refusal: refusal ?? (isOpenDraft(draft.state) ? null : "This draft has ended"),
        saving: edits.saving,
        problem: edits.problem,
      }}
    >
      {children}
    </Editing>
  );
}

/** `then`: where to go with the draft that the change was made in. */
export function BeginEditing({
  me,
  then,
  children,
}: {
  me: string;
  then: (draft: string) => void;
  children: React.ReactNode;
}) {
  const refusal = usePolicyRefusal();
  const begin = useBeginDraft(me, then);
  return (
    <Editing
      value={{
        draft: null,
        change: async (edits) => void (await begin.mutateAsync(edits)),
        refusal: refusal ?? (begin.isPending ? "Your draft is being opened…" : null),
        saving: begin.isPending,
        problem: begin.error?.message ?? null,
      }}
    >
      {children}
    </Editing>
  );
}
