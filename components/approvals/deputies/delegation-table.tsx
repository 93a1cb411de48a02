"use client";
import { useMutation } from "@tanstack/react-query";
import { postEndDelegation } from "@/lib/approvals/around-requests";
import type { DelegationView } from "@/lib/approvals/around-view";
import { markedText } from "@/lib/hostile-text";
import { shortInstant } from "@/lib/time-range";
import { ConfirmDialog } from "../../ui/confirm-dialog";
import { Button } from "../../ui/button";
import { Ago } from "../../ui/ago";
import { type Column, DataTable } from "../../ui/data-table";
import { InertText } from "../../ui/inert-text";
import { useApprovalChange } from "../use-approval-change";
import { DELEGATION_WORDS, delegationState, isOver } from "./delegation-state";

type Props = { label: string; delegations: readonly DelegationView[]; me: string; now: number };

/** Who decides for whom, from when until when, and why. */
export function DelegationTable({ label, delegations, me, now }: Props) {
  return (
    <DataTable label={label} rows={delegations} keyOf={({ id }) => id} columns={columns(me, now)} />
  );
}

function columns(me: string, now: number): readonly Column<DelegationView>[] {
  return [
    { head: "Who", cell: (one) => <Who delegation={one} me={me} /> },
    {
      head: "Why",
      className: "w-full",
      cell: ({ reason }) => (
        <span className="block min-w-32 whitespace-normal wrap-anywhere">
          <InertText text={reason} spaces />
        </span>
      ),
    },
    { head: "From", cell: ({ startsAt }) => <When iso={startsAt} now={now} /> },
    { head: "Until", cell: ({ endsAt }) => <When iso={endsAt} now={now} /> },
    { head: "State", cell: (one) => DELEGATION_WORDS[delegationState(one, now)] },
    {
      head: "Action",
      cell: (one) =>
        one.from.memberId === me && !isOver(one, now) ? <End delegation={one} /> : null,
    },
  ];
}

function Who({ delegation: { from, to }, me }: { delegation: DelegationView; me: string }) {
  const name = ({ memberId, name: own }: DelegationView["from"]) =>
    memberId === me ? "you" : <InertText text={own} spaces className="font-medium" />;
  return (
    <span className="block min-w-48 whitespace-normal wrap-anywhere">
      {to.memberId === me ? "You" : name(to)} for {name(from)}
    </span>
  );
}

function When({ iso, now }: { iso: string; now: number }) {
  return (
    <span className="grid leading-tight">
      <Ago iso={iso} now={now} />
      <span className="text-2xs text-ink-3 tabular-nums">{shortInstant(iso, "UTC")} UTC</span>
    </span>
  );
}

function End({ delegation: { id, to } }: { delegation: DelegationView }) {
  const end = useApprovalChange(postEndDelegation);
  const ending = useMutation({ mutationFn: () => end(id) });
  return (
    <ConfirmDialog
      title={`End ${markedText(to.name)} as your deputy?`}
      confirm="End it now"
      problem={ending.error?.message ?? null}
      busy={ending.isPending}
      onConfirm={(_reason, close) => ending.mutate(undefined, { onSuccess: close })}
      trigger={(open) => (
        <Button size="sm" aria-label={`End ${to.name} as your deputy`} onClick={open}>
          End…
        </Button>
      )}
    >
      <p>
        From now on they decide nothing for you. What they have decided stays as it was recorded.
      </p>
    </ConfirmDialog>
  );
}
