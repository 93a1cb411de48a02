"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DraftView } from "@/lib/policy/drafts/model";
import { whyNotAgree } from "@/lib/policy/guard/held-back";
import type { DraftReview } from "@/lib/policy/guard/review-view";
import { agreeToDraft } from "@/lib/policy/requests";
import { Button } from "../../ui/button";
import { CheckField } from "../../ui/check-field";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { ActorNames } from "../actor-name";
import { useReviewRefusal } from "./use-review-refusal";

type Props = { draft: DraftView; review: DraftReview; me: string };

/** A second admin's yes to the draft as it is now; the next save ends it. */
export function AgreeButton({ draft, review, me }: Props) {
  const refusal = useReviewRefusal(draft.id);
  return (
    <Dialog
      title={
        <>
          Agree to <InertText text={draft.title} spaces />
        </>
      }
      trigger={(open) => (
        <Button
          className="justify-self-start"
          disabledReason={refusal ?? whyNotAgree(draft.authors, me)}
          onClick={open}
        >
          Agree…
        </Button>
      )}
    >
      {(close) => <AgreeForm draft={draft} review={review} close={close} />}
    </Dialog>
  );
}

function AgreeForm({
  draft: { id, revision, reason, authors },
  review: { tests },
  close,
}: Omit<Props, "me"> & { close: () => void }) {
  const queries = useQueryClient();
  const refusal = useReviewRefusal(id);
  const [overrideTests, setOverrideTests] = useState(false);
  const agreeing = useMutation({
    mutationFn: (reason: string) => agreeToDraft(id, { revision, reason, overrideTests }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["policy"] });
      close();
    },
  });
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const reason = String(new FormData(event.currentTarget).get("reason") ?? "").trim();
        if (refusal === null && !agreeing.isPending) agreeing.mutate(reason);
      }}
    >
      <p className="text-base text-ink-2">
        You agree to the text as it is now, revision {revision}. Whoever changes it ends your
        agreement. Either of you can publish it then.
      </p>
      <p className="text-sm text-ink-2 wrap-anywhere">
        <ActorNames names={authors} />:{" "}
        {reason === "" ? "no reason given yet" : <InertText text={reason} />}
      </p>
      <Field
        label="Why you agree"
        name="reason"
        required
        minLength={3}
        maxLength={500}
        pattern=".*\S.*\S.*\S.*"
        title="At least three characters"
        autoComplete="off"
        hint="Kept with the version."
      />
      {tests.failed.length > 0 && (
        <CheckField
          label={`Publish although ${tests.failed.length === 1 ? "a test fails" : `${tests.failed.length} tests fail`}`}
          hint={`Without this ${tests.failed.length === 1 ? "it still holds" : "they still hold"} it back.`}
          checked={overrideTests}
          onChange={(event) => setOverrideTests(event.target.checked)}
        />
      )}
      {agreeing.error && (
        <Notice>
          <InertText text={agreeing.error.message} />
        </Notice>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          disabledReason={refusal ?? (agreeing.isPending ? "Agreeing…" : null)}
        >
          Agree
        </Button>
      </div>
    </form>
  );
}
