"use client";
import { BadgeCheck } from "lucide-react";
import { remove } from "@/lib/identity/directory-requests";
import type { SanctionView } from "@/lib/identity/directory-views";
import { Ago } from "../ui/ago";
import { type Column, DataTable } from "../ui/data-table";
import { InertText } from "../ui/inert-text";
import { ReasonDialog } from "../ui/reason-dialog";
import { StatePanel } from "../ui/state-panel";
import { CallsLink, type Wanted } from "./calls-link";
import { DecidedProposals } from "./decided-proposals";
import { ListSection } from "./list-section";
import { Proposals } from "./proposals";
import { RanAs, Selectors } from "./sanction-parts";
import { SanctionDialog } from "./sanction-dialog";
import { useRefresh } from "./use-change";
import { useWriteRefusal } from "./write-access";

/** What admins say is intentional, what waits for a second one, and how much each covers. */
export function SanctionsList() {
  return (
    <>
      <Proposals />
      <ListSection
        list="sanctions"
        title="Sanctions"
        lead="An admin’s word that calls which run as another identity are intentional: for these tools, these callers and this time."
        actions={<SanctionDialog />}
        empty={
          <StatePanel icon={<BadgeCheck aria-hidden />} title="Nothing is sanctioned">
            <p>
              A shared service account that several people use is a mismatch on every call. Where
              that is meant to be, say so here, with an owner and an end date.
            </p>
          </StatePanel>
        }
      >
        {(sanctions, now) => (
          <DataTable
            label="Sanctions"
            columns={columns(now)}
            rows={sanctions.toSorted(byState)}
            keyOf={({ id }) => id}
          />
        )}
      </ListSection>
      <DecidedProposals />
    </>
  );
}

const STATES = { active: "active", not_yet: "not yet", ended: "ended" } as const;
const ORDER = ["active", "not_yet", "ended"];
const byState = (a: SanctionView, b: SanctionView) =>
  ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || Date.parse(a.until) - Date.parse(b.until);

function columns(now: number): readonly Column<SanctionView>[] {
  return [
    { head: "Ran as", cell: ({ ranAs }) => <RanAs ranAs={ranAs} /> },
    { head: "Tools", cell: ({ tools }) => <Selectors texts={tools} /> },
    { head: "Callers", cell: ({ callers }) => <Selectors texts={callers} /> },
    { head: "Why", className: "w-full", cell: (one) => <Why sanction={one} /> },
    {
      head: "State",
      cell: ({ state, from, until }) => (
        <span className="grid text-xs leading-tight">
          <span data-verdict={state === "active" ? "sanctioned" : "not_run"} className="text-v-fg">
            {STATES[state]}
          </span>
          <span className="text-ink-3">
            {state === "not_yet" ? "from " : state === "ended" ? "ended " : "ends "}
            <Ago iso={state === "not_yet" ? from : until} now={now} />
          </span>
        </span>
      ),
    },
    {
      head: "Calls, 30 days",
      className: "text-right",
      cell: (one) => <CoveredCalls sanction={one} />,
    },
    { head: "Action", cell: (one) => (one.state === "ended" ? null : <End sanction={one} />) },
  ];
}

const OPENS = "Opens the sanctioned calls of this identity, also those of other sanctions";
const NO_FIELD = "A credential that is named by its hash has no field in a query";

function CoveredCalls({ sanction: { calls, ranAs } }: { sanction: SanctionView }) {
  const wanted = wantedOf(ranAs);
  if (wanted === null)
    return (
      <span className="tabular-nums" title={NO_FIELD}>
        {calls.toLocaleString("en")}
      </span>
    );
  return (
    <span title={OPENS}>
      <CallsLink calls={calls} wanted={wanted}>
        calls that it covers
      </CallsLink>
    </span>
  );
}

/** The sanctioned calls of its identity; null for a credential that only its hash names. */
function wantedOf(ranAs: SanctionView["ranAs"]): Wanted | null {
  const sanctioned = ["verdict", "sanctioned"] as const;
  if ("person" in ranAs) return [sanctioned, ["ranas", `person:${ranAs.person}`]];
  if ("iss" in ranAs) return [sanctioned, ["ranas", `${ranAs.iss}|${ranAs.sub}`]];
  const isHash = /^[0-9a-f]{64}$/i.test(ranAs.credential);
  return isHash ? null : [sanctioned, ["credential", ranAs.credential]];
}

function Why({
  sanction: { reason, owner, ticket, createdBy, agreedBy },
}: {
  sanction: SanctionView;
}) {
  const by = createdBy.replace(/^member:/, "");
  return (
    <span className="grid min-w-56 leading-tight whitespace-normal">
      <InertText text={reason} className="wrap-anywhere" />
      <span className="text-2xs text-ink-3 wrap-anywhere">
        owner <InertText text={owner} />
        {ticket && (
          <>
            {" · "}
            <InertText text={ticket} />
          </>
        )}
        {" · by "}
        <InertText text={by} />
        {agreedBy && (
          <>
            {", agreed by "}
            <InertText text={agreedBy.replace(/^member:/, "")} />
          </>
        )}
      </span>
    </span>
  );
}

function End({ sanction }: { sanction: SanctionView }) {
  const refresh = useRefresh();
  const refusal = useWriteRefusal();
  return (
    <ReasonDialog
      label="End now"
      accessibleName={`End the sanction: ${sanction.reason}`}
      title="End the sanction now"
      confirm="End it"
      disabledReason={refusal}
      run={async (reason) => {
        await remove({ what: "sanction", id: sanction.id }, reason);
        await refresh();
      }}
    >
      <RanAs ranAs={sanction.ranAs} />
      <p>
        Calls from now on are mismatches again. Those that it covered stay sanctioned, as they were
        at their time.
      </p>
    </ReasonDialog>
  );
}
