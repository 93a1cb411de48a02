"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { UserRoundPlus } from "lucide-react";
import { delegationsOptions } from "@/lib/approvals/around-options";
import { ListSkeleton } from "../../directory/list-skeleton";
import { SectionHead } from "../../directory/section-head";
import { QueryBoundary } from "../../layout/query-boundary";
import { StatePanel } from "../../ui/state-panel";
import { ApprovalsHeader } from "../approvals-header";
import { DelegationTable } from "./delegation-table";
import { isOver } from "./delegation-state";
import { NameDeputy } from "./name-deputy";

/** Out of office: who decides for the reader, and for whom the reader decides. `me` is their member id. */
export function DeputiesPage({ me }: { me: string }) {
  return (
    <>
      <ApprovalsHeader />
      <div className="min-h-0 flex-1 overflow-auto" tabIndex={-1}>
        <QueryBoundary
          queryKey={delegationsOptions().queryKey}
          loading={<ListSkeleton label="deputies" />}
        >
          <Deputies me={me} />
        </QueryBoundary>
      </div>
    </>
  );
}

function Deputies({ me }: { me: string }) {
  const { data, dataUpdatedAt: now } = useSuspenseQuery(delegationsOptions());
  const open = data.items.filter((one) => !isOver(one, now));
  const mine = open.filter(({ from }) => from.memberId === me);
  const forOthers = open.filter(({ to }) => to.memberId === me);
  const past = data.items.filter((one) => isOver(one, now));
  return (
    <>
      <SectionHead
        title="Your deputy"
        lead="While you are away one other approver decides with your power. What they decide is recorded as theirs, for you."
      >
        <NameDeputy deputies={data.deputies} taken={mine.length > 0} now={now} />
      </SectionHead>
      {mine.length === 0 ? (
        <p className="px-3 pb-4 text-ink-3 md:px-4">You have none.</p>
      ) : (
        <DelegationTable label="Your deputy" delegations={mine} me={me} now={now} />
      )}
      <SectionHead title="Whose deputy you are" />
      {forOthers.length === 0 ? (
        <p className="px-3 pb-4 text-ink-3 md:px-4">Nobody named you.</p>
      ) : (
        <DelegationTable label="Whose deputy you are" delegations={forOthers} me={me} now={now} />
      )}
      {past.length > 0 && (
        <>
          <SectionHead title="Past" />
          <DelegationTable label="Past deputies" delegations={past} me={me} now={now} />
        </>
      )}
      {data.items.length === 0 && data.deputies.length === 0 && <NobodyToName />}
    </>
  );
}

function NobodyToName() {
  return (
    <StatePanel
      role="status"
      className="py-8 md:py-10"
      icon={<UserRoundPlus aria-hidden />}
      title="Nobody could be your deputy yet"
    >
      <p>
        A deputy is another member with the role approver who is linked to a person of the
        directory. An owner gives the role and makes the link.
      </p>
    </StatePanel>
  );
}
