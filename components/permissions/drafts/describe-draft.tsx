"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { DraftView } from "@/lib/policy/drafts/model";
import { saveDraft } from "@/lib/policy/requests";
import { AreaField } from "../../ui/area-field";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { usePolicyRefusal } from "../permissions-access";

/** What the draft is called and why it is made, for whoever agrees to it. */
export function DescribeDraft({ draft }: { draft: DraftView }) {
  const refusal = usePolicyRefusal();
  return (
    <Dialog
      title="Title and reason"
      trigger={(open) => (
        <Button size="sm" variant="ghost" disabledReason={refusal} onClick={open}>
          Describe…
        </Button>
      )}
    >
      {(close) => <DescribeForm draft={draft} close={close} />}
    </Dialog>
  );
}

function DescribeForm({
  draft: { id, revision, title, reason, agreement },
  close,
}: {
  draft: DraftView;
  close: () => void;
}) {
  const queries = useQueryClient();
  const saving = useMutation({
    mutationFn: (changes: { title: string; reason: string }) => saveDraft(id, revision, changes),
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
        const form = new FormData(event.currentTarget);
        const text = (name: string) => String(form.get(name) ?? "").trim();
        if (!saving.isPending) saving.mutate({ title: text("title"), reason: text("reason") });
      }}
    >
      <Field
        label="What it changes"
        name="title"
        required
        maxLength={200}
        pattern=".*\S.*"
        autoComplete="off"
        defaultValue={title}
      />
      <AreaField
        label="Why"
        name="reason"
        rows={3}
        maxLength={500}
        className="font-sans text-sm"
        spellCheck
        defaultValue={reason}
        hint="Whoever agrees reads it; it is kept with the version."
      />
      {agreement !== null && (
        <p className="text-sm text-ink-2">Saving ends the agreement that was given.</p>
      )}
      {saving.error && (
        <Notice>
          <InertText text={saving.error.message} />
        </Notice>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          disabledReason={saving.isPending ? "Saving…" : null}
        >
          Save
        </Button>
      </div>
    </form>
  );
}
