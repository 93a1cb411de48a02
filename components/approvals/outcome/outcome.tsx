"use client";
import { postRevoke } from "@/lib/approvals/around-requests";
import type { ApprovalDetail } from "@/lib/approvals/view";
import { ReasonDialog } from "../../ui/reason-dialog";
import { BrokenGlass } from "../glass/broken-glass";
import { GrantLine } from "../grants/grant-line";
import { Sentence } from "../sentence";
import { useApprovalChange } from "../use-approval-change";
import { Runs } from "./runs";
import { Votes } from "./votes";
import { Part } from "./part";

/** What became of it: who said what, the call that ran, what else the yes covers, and the way back. */
export function Outcome({ detail }: { detail: ApprovalDetail }) {
  const { state, votes, approvedAt, grants, breakGlass } = detail;
  // Nothing has become of it yet.
  if (votes.length === 0) return null;
  const now = Date.parse(detail.now);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <Part
        title={state === "pending" ? "Decided so far" : "Who decided"}
        aside={detail.mayRevoke && <TakeBack detail={detail} />}
      >
        <Votes votes={votes} now={now} />
        {state === "expired" && approvedAt !== null && (
          <p className="text-ink-2">
            It was approved, and its gateway did not let it run in time: it never ran.
          </p>
        )}
      </Part>
      {breakGlass && <BrokenGlass detail={detail} now={now} />}
      <Runs detail={detail} now={now} />
      {grants.length > 0 && (
        <Part title="The yes covers more than this call">
          <ul className="grid gap-2">
            {grants.map((grant) => (
              <GrantLine key={grant.id} grant={grant} now={now} />
            ))}
          </ul>
        </Part>
      )}
    </div>
  );
}

function TakeBack({ detail: { id, sentence } }: { detail: ApprovalDetail }) {
  const takeBack = useApprovalChange(postRevoke);
  return (
    <ReasonDialog
      label="Take it back…"
      variant="outline"
      title="Take the approval back"
      confirm="Take it back"
      run={(reason) => takeBack(id, reason)}
    >
      <p className="wrap-anywhere">
        <Sentence {...sentence} />.
      </p>
      <p>It has not run yet. From now on it cannot, and its grants end; the gateway is told no.</p>
    </ReasonDialog>
  );
}
