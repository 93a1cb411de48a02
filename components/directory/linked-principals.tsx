"use client";
import { remove } from "@/lib/identity/directory-requests";
import type { PersonDetail, PrincipalView } from "@/lib/identity/directory-views";
import { shortInstant } from "@/lib/time-range";
import { Ago } from "../ui/ago";
import { type Column, DataTable } from "../ui/data-table";
import { InertText } from "../ui/inert-text";
import { ReasonDialog } from "../ui/reason-dialog";
import { callsColumn, principalColumn, ranAsColumn } from "./principal-columns";
import { useRefresh } from "./use-change";
import { useWriteRefusal } from "./write-access";

const HOW = {
  manual: "by hand",
  csv: "from a CSV",
  observed: "observed in a validated token",
} as const;

/** The principals of a person, with who said so, when and how. */
export function LinkedPrincipals({ person, now }: { person: PersonDetail; now: number }) {
  if (person.principals.length === 0)
    return (
      <p className="px-3 pb-4 text-ink-3 md:px-4">
        No principal is linked. Calls are this person’s only through linked principals.
      </p>
    );
  return (
    <DataTable
      label="Linked principals"
      columns={columns(person, now)}
      rows={person.principals}
      keyOf={({ id }) => id}
    />
  );
}

function columns(person: PersonDetail, now: number): readonly Column<PrincipalView>[] {
  return [
    principalColumn,
    {
      head: "Linked",
      cell: ({ linkedBy, linkedAt, provenance }) => (
        <span className="grid text-xs leading-tight">
          <InertText text={(linkedBy ?? "unknown").replace(/^member:/, "")} />
          <span className="text-ink-3">
            {provenance && HOW[provenance]}
            {linkedAt && (
              <>
                {", "}
                <Ago iso={linkedAt} now={now} />
              </>
            )}
          </span>
        </span>
      ),
    },
    ...(person.principals.some(({ revokedAt }) => revokedAt !== null) ? [REVOKED] : []),
    callsColumn("Calls, 30 days"),
    ranAsColumn("Ran as"),
    { head: "Action", cell: (one) => <Unlink person={person} principal={one} /> },
  ];
}

const REVOKED: Column<PrincipalView> = {
  head: "Right",
  cell: ({ revokedAt }) =>
    revokedAt === null ? (
      <span className="text-ink-3">not revoked</span>
    ) : (
      <span className="grid text-xs leading-tight">
        revoked
        <time dateTime={revokedAt} title={revokedAt} className="text-ink-3 tabular-nums">
          {shortInstant(revokedAt, "UTC")} UTC
        </time>
      </span>
    ),
};

function Unlink({ person, principal }: { person: PersonDetail; principal: PrincipalView }) {
  const refresh = useRefresh();
  const refusal = useWriteRefusal();
  const shown = person.name ?? person.id;
  return (
    <ReasonDialog
      label="Unlink"
      accessibleName={`Unlink ${principal.sub ?? principal.id} from ${shown}`}
      title={
        <>
          Unlink <InertText text={principal.sub ?? principal.id} spaces /> from{" "}
          <InertText text={shown} spaces />
        </>
      }
      confirm="Unlink"
      disabledReason={refusal}
      run={async (reason) => {
        await remove({ what: "link", id: principal.id }, reason);
        await refresh();
      }}
    >
      <p>
        The principal belongs to nobody then. Calls by it or as it become unknown, unless it is
        linked again or declared a service.
      </p>
    </ReasonDialog>
  );
}
