"use client";
import { postRevokeGrant } from "@/lib/approvals/around-requests";
import { sentenceText } from "@/lib/approvals/sentence";
import type { GrantView } from "@/lib/approvals/view";
import { ReasonDialog } from "../../ui/reason-dialog";
import { useRefusal } from "../approval-rights";
import { Sentence } from "../sentence";
import { useApprovalChange } from "../use-approval-change";
import { SCOPE_WORDS } from "./scope-words";

/** Ends a grant before its time. */
export function RevokeGrant({ grant: { id, sentence, scope } }: { grant: GrantView }) {
  const revoke = useApprovalChange(postRevokeGrant);
  return (
    <ReasonDialog
      label="Take back…"
      accessibleName={`Take back the grant: ${sentenceText(sentence)}`}
      variant="outline"
      title="Take the grant back"
      confirm="Take it back"
      disabledReason={useRefusal("approvals:decide")}
      run={(reason) => revoke(id, reason)}
    >
      <p className="wrap-anywhere">
        <Sentence {...sentence} />.
      </p>
      <p>
        It covers: {SCOPE_WORDS[scope].toLowerCase()}. From now on each such call waits for people
        again; what has run stays as it is.
      </p>
    </ReasonDialog>
  );
}
