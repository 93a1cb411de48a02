"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { RETENTION_KINDS, type RetentionView } from "@/lib/retention/model";
import { putRetention } from "@/lib/retention/options";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { RemovalPreview } from "./removal-preview";

/** A button whose dialog changes how long a kind is kept; says first what fewer days would remove. */
export function ChangeRetention({ rule, mayWrite }: { rule: RetentionView; mayWrite: boolean }) {
  const { title } = RETENTION_KINDS[rule.kind];
  return (
    <Dialog
      title={`How long to keep ${title.toLowerCase()}`}
      trigger={(open) => (
        <Button
          size="sm"
          aria-label={`Change how long ${title.toLowerCase()} are kept`}
          disabledReason={mayWrite ? null : "This needs the permission retention:write"}
          onClick={open}
        >
          Change
        </Button>
      )}
    >
      {(close) => <ChangeForm rule={rule} close={close} />}
    </Dialog>
  );
}

function ChangeForm({ rule, close }: { rule: RetentionView; close: () => void }) {
  const { kind, version, min, max } = rule;
  const client = useQueryClient();
  const [days, setDays] = useState(String(rule.days));
  const [reason, setReason] = useState("");
  const [confirm, setConfirm] = useState("");
  const wanted = /^\d{1,5}$/.test(days.trim()) ? Number(days) : null;
  const fits = wanted !== null && wanted >= min && wanted <= max;
  const shorter = fits && wanted < rule.days;
  const saving = useMutation({
    mutationFn: () =>
      putRetention({
        kind,
        version,
        days: wanted ?? 0,
        reason: reason.trim(),
        ...(shorter && { confirm: confirm.trim() }),
      }),
    onSuccess: close,
    onSettled: () => client.invalidateQueries({ queryKey: ["retention"] }),
  });
  const missing = whatIsMissing();
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null && !saving.isPending) saving.mutate();
      }}
    >
      <p className="text-base text-ink-2">{RETENTION_KINDS[kind].covers}</p>
      <Field
        label="Days"
        inputMode="numeric"
        value={days}
        hint={`It is ${rule.days} now; ${min} to ${max.toLocaleString("en")} are possible.`}
        error={days !== "" && !fits ? `A number from ${min} to ${max.toLocaleString("en")}.` : null}
        onChange={(event) => setDays(event.target.value)}
      />
      {shorter && <RemovalPreview kind={kind} days={wanted} />}
      <Field
        label="Reason"
        value={reason}
        maxLength={500}
        autoComplete="off"
        hint="Kept in the admin log."
        onChange={(event) => setReason(event.target.value)}
      />
      {shorter && (
        <Field
          label={`Type ${kind} to confirm`}
          value={confirm}
          autoComplete="off"
          spellCheck={false}
          hint="What is removed is gone for good; backups alone still have it."
          onChange={(event) => setConfirm(event.target.value)}
        />
      )}
      {saving.error && <Notice>{saving.error.message}</Notice>}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button
          type="submit"
          variant={shorter ? "danger" : "primary"}
          disabledReason={saving.isPending ? "Saving…" : missing}
        >
          {shorter ? `Keep ${kind} ${days.trim()} days only` : "Save"}
        </Button>
      </div>
    </form>
  );

  function whatIsMissing(): string | null {
    if (!fits) return "Say how many days first";
    if (wanted === rule.days) return "Nothing has changed";
    if (reason.trim().length < 3) return "Say why first: it is recorded";
    return shorter && confirm.trim() !== kind ? `Type ${kind} first` : null;
  }
}
