"use client";
import { remove } from "@/lib/identity/directory-requests";
import type { PersonDetail } from "@/lib/identity/directory-views";
import { Ago } from "../ui/ago";
import { DataTable } from "../ui/data-table";
import { Field } from "../ui/field";
import { InertText } from "../ui/inert-text";
import { ReasonDialog } from "../ui/reason-dialog";
import { EntryDialog } from "./entry-dialog";
import { SectionHead } from "./section-head";
import { useRefresh } from "./use-change";
import { useWriteRefusal } from "./write-access";

const HOW = { manual: "by hand", csv: "from a CSV", oidc: "from the identity provider" } as const;

/** The groups that sanctions and rules may name, and where each membership comes from. */
export function PersonGroups({ person, now }: { person: PersonDetail; now: number }) {
  return (
    <>
      <SectionHead title="Groups">
        <EntryDialog
          kind="groups"
          label="Add to a group"
          confirm="Add"
          fixed={{ person: person.id }}
        >
          <Field label="Group" name="group" required maxLength={128} autoComplete="off" />
        </EntryDialog>
      </SectionHead>
      {person.groups.length === 0 ? (
        <p className="px-3 pb-4 text-ink-3 md:px-4">In no group.</p>
      ) : (
        <DataTable
          label="Groups"
          rows={person.groups}
          keyOf={({ name }) => name}
          columns={[
            {
              head: "Group",
              cell: ({ name }) => <InertText text={name} spaces />,
              className: "w-full",
            },
            {
              head: "Since",
              cell: ({ provenance, addedAt }) => (
                <span className="text-xs text-ink-3">
                  {HOW[provenance]}, <Ago iso={addedAt} now={now} />
                </span>
              ),
            },
            { head: "Action", cell: ({ name }) => <Leave person={person} group={name} /> },
          ]}
        />
      )}
    </>
  );
}

function Leave({ person, group }: { person: PersonDetail; group: string }) {
  const refresh = useRefresh();
  const refusal = useWriteRefusal();
  return (
    <ReasonDialog
      label="Remove"
      accessibleName={`Remove from ${group}`}
      title={
        <>
          Take <InertText text={person.name ?? person.id} spaces /> out of{" "}
          <InertText text={group} spaces />
        </>
      }
      confirm="Take out"
      disabledReason={refusal}
      run={async (reason) => {
        await remove({ what: "membership", id: person.id, group }, reason);
        await refresh();
      }}
    >
      <p>Sanctions and rules for the group no longer speak of this person.</p>
    </ReasonDialog>
  );
}
