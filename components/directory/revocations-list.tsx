"use client";
import { Ban } from "lucide-react";
import { useState } from "react";
import type { RevocationView } from "@/lib/identity/directory-views";
import { fromInputValue, shortInstant, toInputValue } from "@/lib/time-range";
import { type Column, DataTable } from "../ui/data-table";
import { Field } from "../ui/field";
import { InertText } from "../ui/inert-text";
import { StatePanel } from "../ui/state-panel";
import { callsHref } from "./calls-link";
import { EntryDialog } from "./entry-dialog";
import { ListSection } from "./list-section";
import { PrincipalFields } from "./principal-fields";
import { PersonName, PrincipalName } from "./principal-name";

/** Principals whose right ended at a moment. */
export function RevocationsList() {
  return (
    <ListSection
      list="revocations"
      title="Revocations"
      lead="A principal whose right ended; its person’s others keep theirs. A call by it or as it from that moment on has the flag revoked_before_call and is a mismatch."
      actions={<Revoke />}
      empty={
        <StatePanel icon={<Ban aria-hidden />} title="Nothing is revoked">
          <p>
            When somebody leaves, or a credential leaks, say from when on. Calls that still come are
            shown as what they are.
          </p>
        </StatePanel>
      }
    >
      {(items) => (
        <DataTable
          label="Revocations"
          columns={COLUMNS}
          rows={items.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))}
          keyOf={({ id }) => id}
        />
      )}
    </ListSection>
  );
}

const COLUMNS: readonly Column<RevocationView>[] = [
  {
    head: "Principal",
    cell: (one) => <PrincipalName principal={{ ...one, person: null, name: null }} />,
  },
  {
    head: "Person",
    cell: ({ person }) =>
      person ? <PersonName person={person} /> : <span className="text-ink-3">nobody’s</span>,
  },
  {
    head: "Since (UTC)",
    cell: ({ at }) => (
      <time dateTime={at} title={at} className="tabular-nums">
        {shortInstant(at, "UTC")}
      </time>
    ),
  },
  {
    head: "Reason",
    className: "w-full",
    cell: ({ reason, createdBy }) => (
      <span className="grid min-w-48 leading-tight whitespace-normal wrap-anywhere">
        <InertText text={reason} />
        <span className="text-2xs text-ink-3">
          by <InertText text={createdBy.replace(/^member:/, "")} />
        </span>
      </span>
    ),
  },
  {
    head: "Calls",
    cell: ({ iss, sub }) => (
      <span className="flex gap-3">
        <a
          className={LINK}
          href={callsHref([
            ["flag", "revoked_before_call"],
            ["caller", `${iss}|${sub}`],
          ])}
        >
          by it
        </a>
        <a
          className={LINK}
          href={callsHref([
            ["flag", "revoked_before_call"],
            ["ranas", `${iss}|${sub}`],
          ])}
        >
          as it
        </a>
      </span>
    ),
  },
];

const LINK = "underline decoration-line-strong underline-offset-2 hover:decoration-ink";

function Revoke() {
  const [now] = useState(() => toInputValue(new Date().toISOString(), "utc").slice(0, 16));
  const [at, setAt] = useState(now);
  return (
    <EntryDialog
      kind="revocations"
      label="Revoke a principal"
      confirm="Revoke"
      fixed={{ at: fromInputValue(at, "utc") ?? "" }}
    >
      <PrincipalFields />
      <Field
        label="Since (UTC)"
        type="datetime-local"
        required
        value={at}
        onChange={(event) => setAt(event.target.value)}
        hint="Calls at or after this moment are concerned."
      />
      <Field label="Reason" name="reason" required maxLength={1000} />
    </EntryDialog>
  );
}
