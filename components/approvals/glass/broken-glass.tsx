"use client";
import { Eye } from "lucide-react";
import { useMutation } from "@tanstack/react-query";
import { postSeen } from "@/lib/approvals/around-requests";
import type { ApprovalDetail } from "@/lib/approvals/view";
import { Ago } from "../../ui/ago";
import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { useApprovalChange } from "../use-approval-change";
import { NameList } from "./name-list";
import { ReviewForm } from "./review-form";
import { Part } from "../outcome/part";

/** Whom it went past, and what somebody else made of it. */
export function BrokenGlass({ detail, now }: { detail: ApprovalDetail; now: number }) {
  const { id, goesPast, passedOver, review, mayReview } = detail;
  return (
    <Part title="Let through past everybody">
      <p>
        {goesPast.length === 0 ? (
          "Nobody else could have decided it then."
        ) : (
          <>
            Passed over, and told so: <NameList names={goesPast} />.
          </>
        )}
      </p>
      {passedOver && <Seen id={id} />}
      {review !== null ? (
        <div className="grid gap-0.5 rounded-lg border px-3 py-2.5">
          <p className="wrap-anywhere">
            “<InertText text={review.text} lines />”
          </p>
          <p className="text-2xs text-ink-3">
            Reviewed by <InertText text={review.by.replace(/^member:/, "")} />,{" "}
            <Ago iso={review.at} now={now} />
          </p>
        </div>
      ) : mayReview ? (
        <ReviewForm id={id} />
      ) : (
        <p className="text-ink-2">
          It waits for a review by an approver who is not the one who let it through.
        </p>
      )}
    </Part>
  );
}

function Seen({ id }: { id: string }) {
  const see = useApprovalChange(postSeen);
  const seeing = useMutation({ mutationFn: () => see(id) });
  return (
    <>
      <div
        role="status"
        className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg bg-sunken px-3 py-2.5"
      >
        <p className="min-w-0 flex-1 basis-56 font-medium">You were passed over here.</p>
        <Button
          size="sm"
          disabledReason={seeing.isPending ? "Under way…" : null}
          onClick={() => seeing.mutate()}
        >
          <Eye aria-hidden className="size-3.5" />I have seen it
        </Button>
      </div>
      {seeing.error && (
        <Notice>
          <InertText text={seeing.error.message} />
        </Notice>
      )}
    </>
  );
}
