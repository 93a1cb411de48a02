"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { agreeToProposal, type Cells, declineProposal } from "@/lib/identity/directory-requests";
import type { ProposalView } from "@/lib/identity/directory-views";
import { proposalsOptions } from "@/lib/identity/options";
import { shortInstant } from "@/lib/time-range";
import { ChangePreviewPanel } from "../identity/change-preview";
import { QueryBoundary } from "../layout/query-boundary";
import { Ago } from "../ui/ago";
import { Button } from "../ui/button";
import { InertText } from "../ui/inert-text";
import { Notice } from "../ui/notice";
import { ReasonDialog } from "../ui/reason-dialog";
import { RanAs, Selectors } from "./sanction-parts";
import { SectionHead } from "./section-head";
import { useChange, useRefresh } from "./use-change";
import { useWriteRefusal } from "./write-access";

/**
 * Sanctions that begin in the past and wait for a second admin; nothing where none does, which is why
 * nothing holds their place while they load.
 */
export function Proposals() {
  return (
    <QueryBoundary queryKey={proposalsOptions().queryKey} loading={null}>
      <Waiting />
    </QueryBoundary>
  );
}

function Waiting() {
  const { data, dataUpdatedAt } = useSuspenseQuery(proposalsOptions());
  const waiting = data.items.filter(({ outcome }) => outcome === null);
  if (waiting.length === 0) return null;
  return (
    <section aria-label="Waiting for a second admin">
      <SectionHead
        title="Waiting for a second admin"
        lead="These begin in the past and would re-colour history, so another person must agree."
      />
      <ul className="grid gap-3 px-3 pb-4 md:px-4">
        {waiting.map((proposal) => (
          <Proposal key={proposal.id} proposal={proposal} now={dataUpdatedAt} />
        ))}
      </ul>
    </section>
  );
}

function Proposal({ proposal, now }: { proposal: ProposalView; now: number }) {
  const { ranAs, tools, callers, from, until, owner, reason, ticket } = proposal;
  return (
    <li className="grid gap-3 rounded-lg border p-3">
      <blockquote className="border-l-2 border-line-strong pl-3 text-base wrap-anywhere">
        <InertText text={reason} />
        <footer className="text-xs text-ink-3">
          <InertText text={proposal.proposedBy.replace(/^member:/, "")} />,{" "}
          <Ago iso={proposal.proposedAt} now={now} />
        </footer>
      </blockquote>
      <dl className="grid gap-x-4 gap-y-2 [&_dt]:text-2xs [&_dt]:text-ink-3 sm:grid-cols-[repeat(4,minmax(0,auto))]">
        <Fact name="Ran as">
          <RanAs ranAs={ranAs} />
        </Fact>
        <Fact name="Tools">
          <Selectors texts={tools} />
        </Fact>
        <Fact name="Callers">
          <Selectors texts={callers} />
        </Fact>
        <Fact name="Time (UTC)">
          <span className="text-xs">
            {shortInstant(from, "UTC")} – {shortInstant(until, "UTC")}
          </span>
        </Fact>
        <Fact name="Owner">
          <InertText text={ticket ? `${owner} · ${ticket}` : owner} className="wrap-anywhere" />
        </Fact>
      </dl>
      <ChangePreviewPanel
        kind="sanctions"
        current={proposal.id}
        read={() => [cellsOfProposal(proposal)]}
      />
      <Decide proposal={proposal} />
    </li>
  );
}

/** The proposal as the row that it would become. */
function cellsOfProposal({ ranAs, tools, callers, ...rest }: ProposalView): Cells {
  const { owner, reason, from, until } = rest;
  const who: Cells =
    "iss" in ranAs
      ? { ran_as_iss: ranAs.iss, ran_as_sub: ranAs.sub }
      : "person" in ranAs
        ? { ran_as_person: ranAs.person }
        : { ran_as_credential: ranAs.credential };
  return {
    ...who,
    tools: tools.join("\n"),
    callers: callers.join("\n"),
    owner,
    reason,
    from,
    until,
  };
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Decide({ proposal: { id, refusal, reason } }: { proposal: ProposalView }) {
  const mayNot = useWriteRefusal();
  const refresh = useRefresh();
  const agreeing = useChange(agreeToProposal);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        variant="primary"
        aria-label={`Agree: ${reason}`}
        disabledReason={mayNot ?? refusal ?? (agreeing.isPending ? "Agreeing…" : null)}
        onClick={() => agreeing.mutate(id)}
      >
        Agree
      </Button>
      <ReasonDialog
        label="Decline"
        accessibleName={`Decline: ${reason}`}
        title="Decline the proposal"
        confirm="Decline"
        disabledReason={mayNot}
        run={async (why) => {
          await declineProposal(id, why);
          await refresh();
        }}
      >
        <p>
          Nothing changes; the calls keep their verdicts. The proposal stands below as declined,
          with your reason.
        </p>
      </ReasonDialog>
      {(mayNot ?? refusal) && <span className="text-xs text-ink-3">{mayNot ?? refusal}</span>}
      {agreeing.error && <Notice>{agreeing.error.message}</Notice>}
    </div>
  );
}
