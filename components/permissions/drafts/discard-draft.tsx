"use client";
import { useQueryClient } from "@tanstack/react-query";
import type { DraftView } from "@/lib/policy/drafts/model";
import { discardDraft } from "@/lib/policy/requests";
import { InertText } from "../../ui/inert-text";
import { ReasonDialog } from "../../ui/reason-dialog";
import { usePolicyRefusal } from "../permissions-access";
import { forgetUnsaved } from "../text/unsaved-texts";

/** Ends a draft without publishing it. */
export function DiscardDraft({ draft: { id, title } }: { draft: DraftView }) {
  const queries = useQueryClient();
  return (
    <ReasonDialog
      label="Discard…"
      title={
        <>
          Discard the draft <InertText text={title} spaces />
        </>
      }
      confirm="Discard it"
      disabledReason={usePolicyRefusal()}
      run={async (reason) => {
        await discardDraft(id, reason);
        forgetUnsaved(id);
        await queries.invalidateQueries({ queryKey: ["policy"] });
      }}
    >
      <p>It stays readable, with your reason, and can be changed no more.</p>
    </ReasonDialog>
  );
}
