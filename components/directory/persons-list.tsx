"use client";
import { UserPlus } from "lucide-react";
import Link from "next/link";
import type { PersonView } from "@/lib/identity/directory-views";
import { routes } from "@/lib/routes";
import { IssuerMark } from "../identity/issuer-mark";
import { identityLabel } from "../identity/identity-label";
import { buttonStyle } from "../ui/button-style";
import { type Column, DataTable } from "../ui/data-table";
import { Field } from "../ui/field";
import { InertText } from "../ui/inert-text";
import { StatePanel } from "../ui/state-panel";
import { CallsLink } from "./calls-link";
import { EntryDialog } from "./entry-dialog";
import { ListSection } from "./list-section";
import { PersonName } from "./principal-name";
import { PrincipalFields } from "./principal-fields";

/** The humans behind the principals. */
export function PersonsList() {
  return (
    <ListSection
      list="persons"
      title="Persons"
      lead="The humans behind the principals of several issuers. Two principals are the same person only where somebody linked them."
      search="Search persons"
      actions={<AddPerson />}
      empty={<NobodyYet />}
    >
      {(persons) => (
        <DataTable label="Persons" columns={COLUMNS} rows={persons} keyOf={({ id }) => id} />
      )}
    </ListSection>
  );
}

const COLUMNS: readonly Column<PersonView>[] = [
  { head: "Person", cell: (person) => <PersonName person={person} /> },
  {
    head: "Linked principals",
    cell: (person) => <Principals person={person} />,
    className: "w-full",
  },
  {
    head: "Calls, 30 days",
    className: "text-right",
    cell: ({ id, callsAsCaller }) => (
      <CallsLink calls={callsAsCaller} wanted={[["caller", `person:${id}`]]}>
        calls as caller
      </CallsLink>
    ),
  },
  {
    head: "Ran as",
    className: "text-right",
    cell: ({ id, callsAsRanAs }) => (
      <CallsLink calls={callsAsRanAs} wanted={[["ranas", `person:${id}`]]}>
        calls that ran as this person
      </CallsLink>
    ),
  },
];

const SHOWN = 3;

function Principals({ person }: { person: PersonView }) {
  const { principals } = person;
  if (principals.length === 0) return <span className="text-ink-3">none</span>;
  return (
    <ul className="flex items-center gap-2">
      {principals.slice(0, SHOWN).map(({ id, iss, sub, name }) => {
        const label = identityLabel({
          id,
          principal: iss !== null && sub !== null ? { iss, sub } : null,
          person: null,
          name: null,
          email: null,
        });
        return (
          <li
            key={id}
            className="flex items-center gap-1.5 rounded-md border bg-sunken px-1 py-0.5"
          >
            <IssuerMark monogram={label.monogram} nature="person" />
            <InertText
              text={sub ?? name ?? "erased"}
              spaces
              className="max-w-40 truncate font-mono text-2xs"
            />
          </li>
        );
      })}
      {principals.length > SHOWN && (
        <li className="text-xs text-ink-3">and {principals.length - SHOWN} more</li>
      )}
    </ul>
  );
}

function AddPerson() {
  return (
    <EntryDialog kind="links" label="Add a person" confirm="Add the person">
      <Field
        label="Id"
        name="person"
        required
        maxLength={128}
        pattern="[A-Za-z0-9][A-Za-z0-9._@\-]*"
        autoComplete="off"
        spellCheck={false}
        placeholder="alice"
        hint="A short id of your own; rules and queries name the person by it."
      />
      <Field label="Name" name="name" maxLength={1000} autoComplete="off" />
      <PrincipalFields />
      <p className="text-ink-2">
        Calls by this principal, and calls that ran as it, are then this person’s.
      </p>
    </EntryDialog>
  );
}

function NobodyYet() {
  return (
    <StatePanel
      icon={<UserPlus aria-hidden />}
      title="Nobody is in the directory yet"
      actions={
        <>
          <Link
            href={routes.directoryImport("links")}
            className={buttonStyle({ variant: "primary" })}
          >
            Import a CSV
          </Link>
          <Link href={routes.unlinked()} className={buttonStyle({})}>
            See who calls
          </Link>
        </>
      }
    >
      <p>
        A person has an account at your identity provider and others at the systems behind the
        gateways. Say which belong together, and calls that ran as somebody else stand out.
      </p>
    </StatePanel>
  );
}
