"use client";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { callPolicyOptions, tryCallPolicy } from "@/lib/decisions/options";
import type { CallPolicy } from "@/lib/calls/policy-view";
import type { CallDetail } from "@/lib/calls/view";
import { NotPermitted } from "../../layout/failed";
import { QueryBoundary } from "../../layout/query-boundary";
import { useMayReadPolicy } from "../../policy/policy-rights";
import { InertText } from "../../ui/inert-text";
import { Skeleton } from "../../ui/skeleton";
import { comparison } from "./policy-comparison";
import { PolicyDecision } from "./policy-decision";
import { PolicyNow } from "./policy-now";
import { TryWithArguments } from "./try-with-arguments";

type Props = { call: CallDetail; zone: string };

/** What decided about the call, beside what the policy in force says of the same question now. */
export function CallPolicyPanel({ call, zone }: Props) {
  if (!useMayReadPolicy())
    return <NotPermitted detail="Seeing what decided needs the permission policy:read." />;
  return (
    <QueryBoundary queryKey={callPolicyOptions(call.id).queryKey} loading={<Loading />}>
      <Policy call={call} zone={zone} />
    </QueryBoundary>
  );
}

function Policy({ call, zone }: Props) {
  const { data } = useSuspenseQuery(callPolicyOptions(call.id));
  const trying = useMutation({ mutationFn: () => tryCallPolicy(call.id) });
  const policy = trying.data ?? data;
  return (
    <div className="@container grid grid-cols-[minmax(0,1fr)] gap-5">
      <p className="text-base text-ink">
        {comparison(policy, call.authorization?.decision ?? null)}
      </p>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 @md:grid-cols-2">
        <Then call={call} policy={policy} zone={zone} />
        <PolicyNow policy={policy} zone={zone}>
          {policy.today?.unread === "not_asked" && <TryWithArguments trying={trying} />}
        </PolicyNow>
      </div>
    </div>
  );
}

const WITHOUT = {
  none_named: "The call names no decision: its gateway did not ask here, or did not say so.",
  not_ours: "The decision that the call names was not made here for its own source.",
  not_kept:
    "The decision that the call names is not here: not written down yet, lost in a crash, or its retention has ended.",
} as const;

function Then({ call: { authorization }, policy, zone }: Props & { policy: CallPolicy }) {
  const { decision, noDecision } = policy;
  if (decision) return <PolicyDecision decision={decision} zone={zone} />;
  return (
    <section aria-label="What decided then" className="grid gap-2.5 rounded-lg border p-3.5">
      <h3 className="text-xs font-semibold text-ink-2">Then</h3>
      <p className="text-ink-2">{WITHOUT[noDecision ?? "none_named"]}</p>
      {authorization?.decision && (
        <p className="text-ink-2">
          Its gateway reports {authorization.decision}
          {authorization.ruleId && (
            <>
              {" by "}
              <InertText text={authorization.ruleId} className="font-mono text-xs" />
            </>
          )}
          {authorization.policyVersion && (
            <>
              {" of its version "}
              <InertText text={authorization.policyVersion} className="font-mono text-xs" />
            </>
          )}
          .
        </p>
      )}
    </section>
  );
}

function Loading() {
  return (
    <div role="status" aria-label="Loading what decided" className="grid gap-4">
      <Skeleton className="h-6" />
      <Skeleton className="h-56" />
    </div>
  );
}
