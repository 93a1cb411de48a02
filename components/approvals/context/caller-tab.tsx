"use client";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { callerApprovalsOptions } from "@/lib/approvals/around-options";
import type { ApprovalDetail } from "@/lib/approvals/view";
import type { Identity } from "@/lib/calls/view";
import { personOptions } from "@/lib/identity/options";
import { routes } from "@/lib/routes";
import { FactList, Section } from "../../calls/detail/section";
import { CallsLink } from "../../directory/calls-link";
import { QueryBoundary } from "../../layout/query-boundary";
import { Ago } from "../../ui/ago";
import { InertText } from "../../ui/inert-text";
import { Skeleton } from "../../ui/skeleton";
import { useMay } from "../approval-rights";
import { Sentence } from "../sentence";
import { STATE_WORDS } from "../words";
import { ContextNote } from "./context-note";

/** Who asks: their principal and person, groups and calls, and what else was asked for them. */
export function CallerTab({ detail }: { detail: ApprovalDetail }) {
  const { caller } = detail;
  if (caller === null) {
    return <ContextNote>The gateway names no caller that is known here.</ContextNote>;
  }
  return (
    <>
      <FactList>
        <dt>Principal</dt>
        <dd className="font-mono text-xs">
          {caller.principal === null ? (
            "its names were erased"
          ) : (
            <InertText text={`${caller.principal.iss} | ${caller.principal.sub}`} spaces />
          )}
        </dd>
        <dt>Person</dt>
        <dd>
          {caller.person === null ? "linked to nobody" : <PersonLink person={caller.person} />}
        </dd>
        {caller.person !== null && <PersonFacts slug={caller.person.id} />}
      </FactList>
      <QueryBoundary
        queryKey={callerApprovalsOptions(nameOf(caller)).queryKey}
        loading={<Skeleton className="h-24" />}
      >
        <Others detail={detail} caller={caller} />
      </QueryBoundary>
    </>
  );
}

const nameOf = ({ id, person }: Identity) => person?.id ?? id;

function PersonLink({ person: { id, name } }: { person: NonNullable<Identity["person"]> }) {
  const shown = <InertText text={name ?? id} spaces />;
  if (!useMay("directory:read")) return <span title={`person:${id}`}>{shown}</span>;
  return (
    <Link
      href={routes.person(id)}
      prefetch={false}
      title={`person:${id}`}
      className="underline underline-offset-2 hover:text-ink"
    >
      {shown}
    </Link>
  );
}

/** What the directory has of them, for whoever may see it. */
function PersonFacts({ slug }: { slug: string }) {
  const maySee = useMay("directory:read");
  const { data, error } = useQuery({ ...personOptions(slug), enabled: maySee });
  if (!maySee) {
    return (
      <>
        <dt>Groups</dt>
        <dd className="text-ink-2">seen with the permission directory:read</dd>
      </>
    );
  }
  const calls = data?.principals.reduce((sum, { callsAsCaller }) => sum + callsAsCaller, 0);
  return (
    <>
      <dt>Groups</dt>
      <dd>
        {error !== null ? (
          `could not be read: ${error.message}`
        ) : data === undefined ? (
          "…"
        ) : data.groups.length === 0 ? (
          "none"
        ) : (
          <InertText text={data.groups.map(({ name }) => name).join(", ")} spaces />
        )}
      </dd>
      <dt>Calls, 30 days</dt>
      <dd>
        {calls === undefined ? (
          "…"
        ) : (
          <CallsLink calls={calls} wanted={[["caller", `person:${slug}`]]}>
            calls as caller
          </CallsLink>
        )}
      </dd>
    </>
  );
}

function Others({ detail, caller }: { detail: ApprovalDetail; caller: Identity }) {
  const { data } = useSuspenseQuery(callerApprovalsOptions(nameOf(caller)));
  const seesAll = useMay("calls:read");
  const others = data.items.filter(({ id }) => id !== detail.id);
  return (
    <Section title="What else was asked for them">
      {!seesAll && (
        <p className="text-xs text-ink-3">Only what is addressed to you or your groups.</p>
      )}
      {others.length === 0 ? (
        <ContextNote>No other approval was ever asked for them.</ContextNote>
      ) : (
        <ul
          aria-label="Other approvals of this caller, newest first"
          className="grid divide-y border-y"
        >
          {others.map((one) => (
            <li key={one.id} className="grid gap-0.5 py-2">
              <Link
                href={routes.approval(one.id)}
                prefetch={false}
                className="text-ink-2 wrap-anywhere hover:text-ink hover:underline"
              >
                <Sentence {...one.sentence} />
              </Link>
              <span className="text-2xs text-ink-3">
                {STATE_WORDS[one.state]} · asked{" "}
                <Ago iso={one.requestedAt} now={Date.parse(data.now)} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
