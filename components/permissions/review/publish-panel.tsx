"use client";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/lib/api-client";
import type { DraftView } from "@/lib/policy/drafts/model";
import { heldBackBy } from "@/lib/policy/guard/held-back";
import { reviewOptions } from "@/lib/policy/options";
import { publishDraft } from "@/lib/policy/requests";
import { AreaField } from "../../ui/area-field";
import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { useSingle } from "../../ui/use-single";
import { ActorNames } from "../actor-name";
import { CatchAllGate } from "./catch-all-gate";
import { DefectsGate, TestsGate, VersionGate } from "./gates";
import { SecondAdminGate } from "./second-admin-gate";
import { useReviewRefusal } from "./use-review-refusal";

/** What stands between the draft and its publication, point by point, and the button. */
export function PublishPanel({ draft, me }: { draft: DraftView; me: string }) {
  const { id, revision, base, agreement } = draft;
  const { data: review } = useSuspenseQuery(reviewOptions(id, revision));
  const refusal = useReviewRefusal(id);
  const queries = useQueryClient();
  const [typed, setTyped] = useState<string | null>(null);
  const reason = typed ?? draft.reason;
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set());
  const [overrideTests, setOverrideTests] = useState(false);
  const publishing = useMutation({
    mutationFn: useSingle(() =>
      publishDraft(id, base, {
        revision,
        reason: reason.trim(),
        confirm: [...confirmed],
        overrideTests,
      }),
    ),
    // Also what was refused shows what is so by now.
    onSettled: () => queries.invalidateQueries({ queryKey: ["policy"] }),
  });
  const refused = publishing.error;
  const isSettled =
    refused instanceof ApiError && refused.details["needs"] === "rebase" && base === review.inForce;
  const missing = heldBackBy(review, agreement, { confirmed, reason, overrideTests });
  return (
    <div className="grid gap-1 py-5">
      <h2 className="text-base font-semibold tracking-tight">Before it is published</h2>
      <p className="text-xs text-ink-3 wrap-anywhere">
        Revision {revision}, written by <ActorNames names={draft.authors} />
      </p>
      <ul className="grid divide-y divide-line/70">
        <VersionGate review={review} />
        <DefectsGate draft={draft} review={review} />
        <TestsGate
          draft={draft}
          review={review}
          override={overrideTests}
          onOverride={setOverrideTests}
        />
        <CatchAllGate
          draft={draft}
          review={review}
          confirmed={confirmed}
          onConfirmed={setConfirmed}
        />
        <SecondAdminGate draft={draft} review={review} me={me} />
      </ul>
      <form
        className="grid gap-3 pt-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === null && refusal === null && !publishing.isPending) publishing.mutate();
        }}
      >
        <AreaField
          label="Why"
          hint="Kept with the version, for everybody."
          rows={2}
          maxLength={500}
          className="font-sans text-sm"
          spellCheck
          value={reason}
          onChange={(event) => setTyped(event.target.value)}
        />
        {refused && !isSettled && (
          <Notice>
            <InertText text={refused.message} />
          </Notice>
        )}
        <Button
          type="submit"
          variant="primary"
          size="lg"
          disabledReason={refusal ?? (publishing.isPending ? "Publishing…" : missing)}
        >
          Publish version {review.inForce + 1}
        </Button>
        {missing !== null && (
          <p role="status" className="text-xs text-ink-3">
            {missing}.
          </p>
        )}
      </form>
    </div>
  );
}
