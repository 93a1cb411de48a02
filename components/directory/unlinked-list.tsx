"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { presenceOptions } from "@/lib/calls/options";
import type { PrincipalView } from "@/lib/identity/directory-views";
import { unlinkedOptions } from "@/lib/identity/options";
import { QueryBoundary } from "../layout/query-boundary";
import { type Column, DataTable } from "../ui/data-table";
import { Field } from "../ui/field";
import { StatePanel } from "../ui/state-panel";
import { ListSkeleton } from "./list-skeleton";
import { EntryDialog } from "./entry-dialog";
import { callsColumn, principalColumn, ranAsColumn } from "./principal-columns";
import { PrincipalName } from "./principal-name";
import { SectionHead } from "./section-head";
import { NoCallsYet } from "./no-calls-yet";

/** The work list from unknown to known: who calls, or is used, and is nobody's yet. */
export function UnlinkedList() {
  return (
    <QueryBoundary
      queryKey={unlinkedOptions().queryKey}
      loading={<ListSkeleton label="Principals" />}
    >
      <Unlinked />
    </QueryBoundary>
  );
}

function Unlinked() {
  const { data } = useSuspenseQuery(unlinkedOptions());
  const rest = data.total - data.items.length;
  return (
    <>
      <SectionHead
        title="Not linked yet"
        lead="Principals of the last 30 days that are neither a person’s nor a service, busiest first. Nobody is suggested: equal names and e-mail addresses prove nothing."
      />
      {data.items.length === 0 ? (
        <AllKnown />
      ) : (
        <DataTable
          label="Principals that are not linked yet"
          columns={COLUMNS}
          rows={data.items}
          keyOf={({ id }) => id}
        />
      )}
      {rest > 0 && (
        <p className="px-3 py-3 text-ink-3 md:px-4">
          And {rest.toLocaleString("en")} more with fewer calls.
        </p>
      )}
    </>
  );
}

const COLUMNS: readonly Column<PrincipalView>[] = [
  principalColumn,
  callsColumn("Calls, 30 days"),
  ranAsColumn("Ran as"),
  { head: "Actions", cell: (one) => <Resolve principal={one} /> },
];

function Resolve({ principal: { id, iss, sub } }: { principal: PrincipalView }) {
  if (iss === null || sub === null) return null;
  return (
    <span className="flex gap-1">
      <EntryDialog
        inRow
        kind="links"
        label="Link to a person"
        accessibleName={`Link ${sub} to a person`}
        confirm="Link"
        fixed={{ iss, sub }}
      >
        <PrincipalName principal={{ id, iss, sub, name: null }} />
        <Field
          label="Person"
          name="person"
          required
          maxLength={128}
          pattern="[A-Za-z0-9][A-Za-z0-9._@\-]*"
          autoComplete="off"
          spellCheck={false}
          placeholder="alice"
          hint="The person’s id. A new id makes a new person."
        />
        <Field label="Name, for a new person" name="name" maxLength={1000} autoComplete="off" />
      </EntryDialog>
      <EntryDialog
        inRow
        kind="services"
        label="Is a service"
        accessibleName={`${sub} is a service`}
        confirm="Declare a service"
        fixed={{ iss, sub }}
      >
        <PrincipalName principal={{ id, iss, sub, name: null }} />
        <p className="text-base text-ink-2">
          It stands for no person. Calls that ran as it become mismatches until a sanction says that
          they are intentional.
        </p>
        <Field label="Name" name="name" maxLength={1000} autoComplete="off" />
      </EntryDialog>
    </span>
  );
}

function AllKnown() {
  const { data: presence } = useSuspenseQuery(presenceOptions());
  if (presence.newest === null) return <NoCallsYet sources={presence.sources} />;
  return (
    <StatePanel icon={<CircleCheck aria-hidden />} title="Everybody is known">
      <p>Each principal that called or was used in the last 30 days is a person’s, or a service.</p>
    </StatePanel>
  );
}
