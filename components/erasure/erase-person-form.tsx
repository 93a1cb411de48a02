"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ErasureScope } from "@/lib/erasure/model";
import { postErasure } from "@/lib/erasure/options";
import type { PersonDetail } from "@/lib/identity/directory-views";
import { Button } from "../ui/button";
import { CheckField } from "../ui/check-field";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { ErasurePreviewPanel } from "./erasure-preview";

/** What to erase, what that reaches, why, and the name once more. */
export function ErasePersonForm({
  person,
  close,
  onAsked,
}: {
  person: PersonDetail;
  close: () => void;
  onAsked: (asked: { job: string; directory: boolean }) => void;
}) {
  const [payloads, setPayloads] = useState(true);
  const [directory, setDirectory] = useState(false);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [reason, setReason] = useState("");
  const [confirm, setConfirm] = useState("");
  const scope: ErasureScope = {
    subject: { kind: "person", id: person.id },
    payloads,
    directory,
    ...(payloads && from !== "" && { from: `${from}T00:00:00Z` }),
    ...(payloads && to !== "" && { to: dayAfter(to) }),
  };
  const asking = useMutation({
    mutationFn: () => postErasure({ ...scope, reason: reason.trim(), confirm: confirm.trim() }),
    onSuccess: ({ job }) => onAsked({ job, directory }),
  });
  const missing = whatIsMissing();
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null && !asking.isPending) asking.mutate();
      }}
    >
      <CheckField
        label="Payloads of the calls that they made"
        hint="Arguments, results, messages, network addresses and raw records. Calls, verdicts and proofs stay."
        checked={payloads}
        onChange={(event) => setPayloads(event.target.checked)}
      />
      {payloads && (
        <div className="grid gap-3 pl-6.5 sm:grid-cols-2">
          <Field
            label="From (UTC)"
            type="date"
            value={from}
            hint="Empty: from the first call"
            onChange={(event) => setFrom(event.target.value)}
          />
          <Field
            label="To, that day included"
            type="date"
            value={to}
            hint="Empty: up to now"
            onChange={(event) => setTo(event.target.value)}
          />
        </div>
      )}
      <CheckField
        label="Names in the directory"
        hint="Name, e-mail, issuers and subjects, groups and clients. An opaque id stays, and verdicts as they are. If they call again, they are somebody new."
        checked={directory}
        onChange={(event) => setDirectory(event.target.checked)}
      />
      {(payloads || directory) && <ErasurePreviewPanel scope={scope} />}
      <Field
        label="Reason"
        value={reason}
        maxLength={500}
        autoComplete="off"
        hint="Kept in the admin log for ever and shown with each call: name nobody in it."
        onChange={(event) => setReason(event.target.value)}
      />
      <Field
        label={`Type ${person.id} to confirm`}
        value={confirm}
        autoComplete="off"
        spellCheck={false}
        hint="It cannot be undone; backups alone still have it."
        onChange={(event) => setConfirm(event.target.value)}
      />
      {asking.error && <Notice>{asking.error.message}</Notice>}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button
          type="submit"
          variant="danger"
          disabledReason={asking.isPending ? "Under way…" : missing}
        >
          Erase for good
        </Button>
      </div>
    </form>
  );

  function whatIsMissing(): string | null {
    if (!payloads && !directory) return "Say what to erase first";
    if (reason.trim().length < 3) return "Say why first: it is recorded";
    return confirm.trim() === person.id ? null : `Type ${person.id} first`;
  }
}

const DAY_MS = 24 * 3600 * 1000;
const dayAfter = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString();
