"use client";
import { useMutation } from "@tanstack/react-query";
import { postReview } from "@/lib/approvals/around-requests";
import { AreaField } from "../../ui/area-field";
import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { useApprovalChange } from "../use-approval-change";

/** What somebody else than who let it through makes of it. */
export function ReviewForm({ id }: { id: string }) {
  const review = useApprovalChange(postReview);
  const saving = useMutation({ mutationFn: (text: string) => review(id, text) });
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (saving.isPending) return;
        saving.mutate(String(new FormData(event.currentTarget).get("review") ?? "").trim());
      }}
    >
      <AreaField
        label="Your review"
        name="review"
        required
        minLength={3}
        maxLength={2000}
        rows={3}
        hint="Was it right? What is to be done? Kept with the approval, for good."
        className="font-sans text-sm"
      />
      {saving.error && (
        <Notice>
          <InertText text={saving.error.message} />
        </Notice>
      )}
      <Button
        type="submit"
        variant="primary"
        className="justify-self-start"
        disabledReason={saving.isPending ? "Under way…" : null}
      >
        Save the review
      </Button>
    </form>
  );
}
