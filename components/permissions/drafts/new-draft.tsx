"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { createDraft, type NewDraft as NewDraftOf } from "@/lib/policy/requests";
import { routes } from "@/lib/routes";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { useSingle } from "../../ui/use-single";
import { usePolicyRefusal } from "../permissions-access";

/** Begins a change from the version in force. */
export function NewDraft() {
  return (
    <Dialog title="New draft" trigger={(open) => <Trigger onClick={open} />}>
      {(close) => <NewDraftForm close={close} />}
    </Dialog>
  );
}

function Trigger({ onClick }: { onClick: () => void }) {
  return (
    <Button variant="primary" disabledReason={usePolicyRefusal()} onClick={onClick}>
      <Plus aria-hidden className="size-4" />
      New draft
    </Button>
  );
}

function NewDraftForm({ close }: { close: () => void }) {
  const router = useRouter();
  const queries = useQueryClient();
  const create = useSingle((draft: NewDraftOf) => createDraft(draft));
  const creating = useMutation({
    mutationFn: create,
    onSuccess: async (draft) => {
      await queries.invalidateQueries({ queryKey: ["policy", "drafts"] });
      close();
      router.push(routes.draft(draft.id));
    },
  });
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const text = (name: string) => String(form.get(name) ?? "").trim();
        if (!creating.isPending) creating.mutate({ title: text("title"), reason: text("reason") });
      }}
    >
      <p className="text-base text-ink-2">
        It starts as a copy of the version in force. Nothing that gateways are answered changes
        until it is published.
      </p>
      <Field
        label="What it is to change"
        name="title"
        placeholder="Contractors may read the wiki"
        required
        maxLength={200}
        pattern=".*\S.*"
        autoComplete="off"
      />
      <Field
        label="Why"
        name="reason"
        placeholder="They help with the handbook (SEC-140)"
        hint="It can be written later; publishing needs it."
        maxLength={500}
        autoComplete="off"
      />
      {creating.error && (
        <Notice>
          <InertText text={creating.error.message} />
        </Notice>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          disabledReason={creating.isPending ? "Beginning it…" : null}
        >
          Begin the draft
        </Button>
      </div>
    </form>
  );
}
