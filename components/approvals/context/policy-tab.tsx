"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Fragment } from "react";
import { standingOptions } from "@/lib/approvals/around-options";
import type { ApprovalDetail } from "@/lib/approvals/view";
import type { StandingView } from "@/lib/approvals/around-view";
import { REASON_WORDS } from "@/lib/decisions/words";
import { routes } from "@/lib/routes";
import { FactList } from "../../calls/detail/section";
import { AnswerLabel } from "../../decisions/answer-label";
import { QueryBoundary } from "../../layout/query-boundary";
import { InertText } from "../../ui/inert-text";
import { Skeleton } from "../../ui/skeleton";
import { useMay } from "../approval-rights";
import { ContextNote } from "./context-note";

/** By which rules of which version it is held, and what the version in force says of it. */
export function PolicyTab({ detail }: { detail: ApprovalDetail }) {
  return (
    <>
      <FactList>
        <dt>Held by</dt>
        <dd>
          <Rules rules={detail.rules} />
        </dd>
        <dt>Version</dt>
        <dd>
          <Version number={detail.policyVersion} />
        </dd>
      </FactList>
      <QueryBoundary
        queryKey={standingOptions(detail.id).queryKey}
        loading={<Skeleton className="h-20" />}
      >
        <Today detail={detail} />
      </QueryBoundary>
    </>
  );
}

function Today({ detail: { id, policyVersion } }: { detail: ApprovalDetail }) {
  const { data } = useSuspenseQuery(standingOptions(id));
  const { today } = data;
  if (today === null) {
    return (
      <ContextNote>
        What was asked is no longer kept, so the policy of today cannot be asked about it.
      </ContextNote>
    );
  }
  return (
    <>
      <ContextNote>{comparison(today, policyVersion)}</ContextNote>
      <FactList>
        <dt>Today</dt>
        <dd className="grid gap-1">
          <AnswerLabel decision={{ effect: today.effect, would: null }} />
          <span className="text-ink-2">because {REASON_WORDS[today.reason]}</span>
        </dd>
        {today.rules.length > 0 && (
          <>
            <dt>{today.rules.length === 1 ? "Rule" : "Rules"}</dt>
            <dd>
              <Rules rules={today.rules} current />
            </dd>
          </>
        )}
        <dt>Version</dt>
        <dd>
          <Version number={today.version} />
        </dd>
      </FactList>
    </>
  );
}

function comparison(
  { version, effect, sameSteps }: NonNullable<StandingView["today"]>,
  then: number,
) {
  const which =
    version === then ? "The same version is in force" : `Version ${version} is in force by now`;
  if (effect !== "ask") {
    return `${which}, and answers ${effect}: nobody would be asked any more.`;
  }
  return `${which}, and asks ${sameSteps ? "the same people" : "other people"}.`;
}

/** Names of rules; a way to them for whoever may see the policy. */
function Rules({ rules, current = false }: { rules: ApprovalDetail["rules"]; current?: boolean }) {
  const maySee = useMay("policy:read");
  return rules.map(({ id, name }, at) => (
    <Fragment key={id}>
      {at > 0 && ", "}
      {maySee && current ? (
        <Link
          href={routes.rules({ rule: id })}
          prefetch={false}
          title={id}
          className="underline underline-offset-2 hover:text-ink"
        >
          <InertText text={name ?? id} />
        </Link>
      ) : (
        <span title={id}>
          <InertText text={name ?? id} />
        </span>
      )}
    </Fragment>
  ));
}

function Version({ number }: { number: number }) {
  if (!useMay("policy:read")) return <>{number}</>;
  return (
    <Link
      href={routes.version(number)}
      prefetch={false}
      aria-label={`Version ${number}`}
      className="underline underline-offset-2 hover:text-ink"
    >
      {number}
    </Link>
  );
}
