"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/lib/api-client";
import { postDelegation } from "@/lib/approvals/around-requests";
import type { DelegationView } from "@/lib/approvals/around-view";
import { markedText } from "@/lib/hostile-text";
import { routes } from "@/lib/routes";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { SelectField } from "../../ui/select-field";
import { RefusedNotice } from "../refused-notice";
import { useApprovalChange } from "../use-approval-change";

export type Deputy = DelegationView["to"];
const WEEK_MS = 7 * 86_400_000;

/** Who, from when until when, why. Times are UTC, as everywhere where nothing else is said. */
export function NameDeputyForm({
  deputies,
  now,
  close,
}: {
  deputies: readonly Deputy[];
  now: number;
  close: () => void;
}) {
  const name = useApprovalChange(postDelegation);
  const naming = useMutation({ mutationFn: name, onSuccess: close });
  const [from, setFrom] = useState(minuteOf(now));
  const [until, setUntil] = useState(minuteOf(now + WEEK_MS));
  const ordered = from !== "" && until !== "" && from < until;
  const wrong = (path: string) =>
    naming.error instanceof ApiError
      ? naming.error.fields.find((field) => field.path.endsWith(path))?.message
      : undefined;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (naming.isPending || !ordered) return;
        const given = new FormData(event.currentTarget);
        naming.mutate({
          to: String(given.get("to") ?? ""),
          from: `${from}:00Z`,
          until: `${until}:00Z`,
          reason: String(given.get("reason") ?? "").trim(),
        });
      }}
    >
      <SelectField
        label="Deputy"
        name="to"
        hint="Approvers who are linked to a person. A deputy never decides their own calls."
        options={deputies.map(({ memberId, name: own }) => ({
          value: memberId,
          name: markedText(own),
        }))}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="From (UTC)"
          type="datetime-local"
          required
          value={from}
          error={wrong("from")}
          onChange={(event) => setFrom(event.target.value)}
        />
        <Field
          label="Until (UTC)"
          type="datetime-local"
          required
          value={until}
          error={ordered ? wrong("until") : "must be after its begin"}
          hint="At most 92 days."
          onChange={(event) => setUntil(event.target.value)}
        />
      </div>
      <Field
        label="Reason"
        name="reason"
        required
        minLength={3}
        maxLength={500}
        pattern=".*\S.*"
        autoComplete="off"
        hint="Kept in the admin log, and shown to your deputy."
      />
      {naming.error && <RefusedNotice error={naming.error} back={routes.deputies()} />}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          disabledReason={
            naming.isPending ? "Working on it…" : ordered ? null : "It must end after it begins"
          }
        >
          Name the deputy
        </Button>
      </div>
    </form>
  );
}

const minuteOf = (ms: number) => new Date(ms).toISOString().slice(0, 16);
