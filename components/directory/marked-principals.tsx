"use client";
import { Bot, Handshake } from "lucide-react";
import { remove } from "@/lib/identity/directory-requests";
import type { PrincipalView } from "@/lib/identity/directory-views";
import { type Column, DataTable } from "../ui/data-table";
import { Field } from "../ui/field";
import { InertText } from "../ui/inert-text";
import { ReasonDialog } from "../ui/reason-dialog";
import { StatePanel } from "../ui/state-panel";
import { EntryDialog } from "./entry-dialog";
import { ListSection } from "./list-section";
import { PrincipalFields } from "./principal-fields";
import { callsColumn, principalColumn, ranAsColumn } from "./principal-columns";
import { SanctionDialog } from "./sanction-dialog";
import { useRefresh } from "./use-change";
import { useWriteRefusal } from "./write-access";

const WORDS = {
  services: {
    title: "Services",
    lead: "Identities that stand for no person. A call that ran as one is a mismatch, unless the service called by itself or a sanction says that it is intentional.",
    search: "Search services",
    add: "Declare a service",
    what: "service",
    effect:
      "The principal is not known to be a service any more; calls that ran as it become unknown.",
    emptyTitle: "No service is declared",
    empty:
      "Declare the accounts that belong to machines: what ran as them is then judged, not unknown.",
  },
  actors: {
    title: "Trusted actors",
    lead: "Principals that may act for somebody else (the outermost “act” of a token, RFC 8693). A delegate that is not listed here makes a call a mismatch. Counted are calls of its own: that it made as the caller, or that ran as it. Calls in which it acted for somebody else count for that person.",
    search: "Search trusted actors",
    add: "Trust an actor",
    what: "actor",
    effect:
      "Calls that it makes for somebody else become mismatches with the flag actor_untrusted.",
    emptyTitle: "No actor is trusted",
    empty:
      "A delegated token names who acts. Until an actor is listed here, each of its calls is a mismatch.",
  },
} as const;

/** Principals that an admin declared to be services, or trusts as actors. */
export function MarkedPrincipals({ list }: { list: "services" | "actors" }) {
  const words = WORDS[list];
  const add = (
    <EntryDialog kind={list} label={words.add} confirm={words.add}>
      <PrincipalFields />
      <Field label="Name" name="name" maxLength={1000} autoComplete="off" />
    </EntryDialog>
  );
  return (
    <ListSection
      list={list}
      title={words.title}
      lead={words.lead}
      search={words.search}
      actions={add}
      empty={
        <StatePanel
          icon={list === "services" ? <Bot aria-hidden /> : <Handshake aria-hidden />}
          title={words.emptyTitle}
        >
          <p>{words.empty}</p>
        </StatePanel>
      }
    >
      {(items) => (
        <DataTable
          label={words.title}
          columns={COLUMNS[list]}
          rows={items}
          keyOf={({ id }) => id}
        />
      )}
    </ListSection>
  );
}

const counts: readonly Column<PrincipalView>[] = [
  principalColumn,
  ranAsColumn("Ran as, 30 days"),
  callsColumn("Called itself"),
];

const COLUMNS = {
  services: [
    ...counts,
    {
      head: "Actions",
      cell: (one) => (
        <span className="flex gap-1">
          {one.iss !== null && one.sub !== null && (
            <SanctionDialog inRow ranAs={{ iss: one.iss, sub: one.sub }} />
          )}
          <Remove list="services" principal={one} />
        </span>
      ),
    },
  ],
  actors: [...counts, { head: "Actions", cell: (one) => <Remove list="actors" principal={one} /> }],
} satisfies Record<string, readonly Column<PrincipalView>[]>;

function Remove({ list, principal }: { list: "services" | "actors"; principal: PrincipalView }) {
  const refresh = useRefresh();
  const refusal = useWriteRefusal();
  const { what, effect } = WORDS[list];
  return (
    <ReasonDialog
      label="Remove"
      accessibleName={`Remove ${principal.sub ?? principal.id}`}
      title={
        <>
          Remove the {what} <InertText text={principal.sub ?? principal.id} spaces />
        </>
      }
      confirm="Remove"
      disabledReason={refusal}
      run={async (reason) => {
        await remove({ what, id: principal.id }, reason);
        await refresh();
      }}
    >
      <p>{effect}</p>
    </ReasonDialog>
  );
}
