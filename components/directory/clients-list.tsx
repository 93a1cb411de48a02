"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { AppWindow } from "lucide-react";
import { presenceOptions } from "@/lib/calls/options";
import type { ClientView } from "@/lib/identity/directory-views";
import { type Column, DataTable } from "../ui/data-table";
import { Field } from "../ui/field";
import { InertText } from "../ui/inert-text";
import { StatePanel } from "../ui/state-panel";
import { CallsLink } from "./calls-link";
import { EntryDialog } from "./entry-dialog";
import { ListSection } from "./list-section";
import { PersonName } from "./principal-name";
import { NoCallsYet } from "./no-calls-yet";

/** The applications and agents that send calls, and who answers for each. */
export function ClientsList() {
  return (
    <ListSection
      list="clients"
      title="Clients"
      lead="The applications and agents that send calls. An owner is the person to ask about one; it changes no verdict."
      search="Search clients"
      empty={<NoClients />}
    >
      {(clients) => (
        <DataTable
          label="Clients"
          columns={COLUMNS}
          rows={clients.toSorted((a, b) => b.calls - a.calls)}
          keyOf={({ clientId, names }) => clientId ?? names.join("\n")}
        />
      )}
    </ListSection>
  );
}

const COLUMNS: readonly Column<ClientView>[] = [
  { head: "Client", cell: (client) => <ClientName client={client} />, className: "w-full" },
  {
    head: "Owner",
    cell: ({ owner }) =>
      owner ? <PersonName person={owner} /> : <span className="text-ink-3">nobody</span>,
  },
  {
    head: "Calls, 30 days",
    className: "text-right",
    cell: ({ clientId, names, calls }) => (
      <CallsLink
        calls={calls}
        wanted={[["client", clientId === null ? `name:${names[0] ?? ""}` : `id:${clientId}`]]}
      >
        calls
      </CallsLink>
    ),
  },
  { head: "Action", cell: (client) => <Owner client={client} /> },
];

function ClientName({ client: { clientId, names } }: { client: ClientView }) {
  const name = names.join(", ");
  return (
    <span className="grid w-max max-w-48 leading-tight sm:max-w-md">
      <InertText text={name || (clientId ?? "")} spaces className="truncate font-medium" />
      <span className="truncate font-mono text-2xs text-ink-3">
        {clientId === null ? (
          <span className="font-sans">
            a name that it gave itself; without an id nobody owns it
          </span>
        ) : (
          <InertText text={clientId} spaces />
        )}
      </span>
    </span>
  );
}

function Owner({ client: { clientId, owner } }: { client: ClientView }) {
  if (clientId === null) return null;
  const label = owner ? "Change owner" : "Set owner";
  return (
    <EntryDialog
      inRow
      kind="clients"
      label={label}
      accessibleName={`${label} of ${clientId}`}
      confirm="Save"
      fixed={{ client_id: clientId }}
    >
      <Field
        label="Owner"
        name="owner"
        defaultValue={owner?.id ?? ""}
        maxLength={128}
        autoComplete="off"
        spellCheck={false}
        placeholder="alice"
        hint="The id of a person of the directory. Empty: nobody."
      />
    </EntryDialog>
  );
}

function NoClients() {
  const { data: presence } = useSuspenseQuery(presenceOptions());
  if (presence.newest === null) return <NoCallsYet sources={presence.sources} />;
  return (
    <StatePanel icon={<AppWindow aria-hidden />} title="No call named its client">
      <p>Calls have come, but their records name no client. It stands here as soon as one does.</p>
    </StatePanel>
  );
}
