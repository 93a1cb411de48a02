"use client";
import { useQuery } from "@tanstack/react-query";
import type { ProposalView } from "@/lib/identity/directory-views";
import { proposalsOptions } from "@/lib/identity/options";
import { shortInstant } from "@/lib/time-range";
import { Ago } from "../ui/ago";
import { type Column, DataTable } from "../ui/data-table";
import { InertText } from "../ui/inert-text";
import { RanAs, Selectors } from "./sanction-parts";
import { SectionHead } from "./section-head";

/**
 * Back-dated sanctions that a second admin agreed to or that were declined; nothing where none was.
 * What could not be read is said where the waiting ones stand.
 */
export function DecidedProposals() {
  const { data, dataUpdatedAt } = useQuery(proposalsOptions());
  const decided = (data?.items ?? []).filter(({ outcome }) => outcome !== null);
  if (decided.length === 0) return null;
  return (
    <section aria-label="Decided proposals" className="pt-4">
      <SectionHead
        title="Decided proposals"
        lead="Sanctions that were to begin in the past, the last decided first. What was agreed to stands above."
      />
      <DataTable
        label="Decided proposals"
        columns={columns(dataUpdatedAt)}
        rows={decided}
        keyOf={({ id }) => id}
      />
    </section>
  );
}

function columns(now: number): readonly Column<ProposalView>[] {
  return [
    { head: "Ran as", cell: ({ ranAs }) => <RanAs ranAs={ranAs} /> },
    { head: "Tools", cell: ({ tools }) => <Selectors texts={tools} /> },
    { head: "Callers", cell: ({ callers }) => <Selectors texts={callers} /> },
    {
      head: "Proposed",
      cell: ({ reason, proposedBy, from, until }) => (
        <span className="grid min-w-56 leading-tight whitespace-normal">
          <InertText text={reason} className="wrap-anywhere" />
          <span className="text-2xs text-ink-3 wrap-anywhere">
            by <InertText text={named(proposedBy)} />, for {shortInstant(from, "UTC")} –{" "}
            {shortInstant(until, "UTC")} UTC
          </span>
        </span>
      ),
    },
    {
      head: "Decision",
      className: "w-full",
      cell: ({ outcome, decidedBy, decidedAt, decisionReason }) => (
        <span className="grid min-w-48 leading-tight whitespace-normal">
          <span className="wrap-anywhere">
            <span className="font-medium">{outcome}</span>
            {decisionReason && (
              <>
                {": "}
                <InertText text={decisionReason} />
              </>
            )}
          </span>
          <span className="text-2xs text-ink-3 wrap-anywhere">
            by <InertText text={named(decidedBy ?? "")} />
            {decidedAt && (
              <>
                {", "}
                <Ago iso={decidedAt} now={now} />
              </>
            )}
          </span>
        </span>
      ),
    },
  ];
}

const named = (actor: string) => actor.replace(/^member:/, "");
