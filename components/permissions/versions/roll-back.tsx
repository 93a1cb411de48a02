"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { createDraft } from "@/lib/policy/requests";
import { routes } from "@/lib/routes";
import { ReasonDialog } from "../../ui/reason-dialog";
import { usePolicyRefusal } from "../permissions-access";

/** Begins a draft that brings the version back; it is reviewed and published like any other. */
export function RollBack({ number }: { number: number }) {
  const router = useRouter();
  const queries = useQueryClient();
  return (
    <ReasonDialog
      label="Roll back to it…"
      title={`Roll back to version ${number}`}
      confirm="Make the draft"
      variant="outline"
      most={500}
      kept="The draft begins with it, and it is kept with the version."
      disabledReason={usePolicyRefusal()}
      run={async (reason) => {
        const draft = await createDraft({ restores: number, reason });
        await queries.invalidateQueries({ queryKey: ["policy", "drafts"] });
        router.push(routes.draftReview(draft.id));
      }}
    >
      <p>
        A draft with the text of version {number} is made. Its review shows what would change;
        publishing it makes a new version, and history stays as it is.
      </p>
    </ReasonDialog>
  );
}
