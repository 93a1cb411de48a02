"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { versionOptions, versionsOptions } from "@/lib/policy/options";
import type { PolicyView } from "@/lib/policy/view";
import { routes } from "@/lib/routes";
import { ListSkeleton } from "../../directory/list-skeleton";
import { SectionHead } from "../../directory/section-head";
import { PageHeader } from "../../layout/page-header";
import { QueryBoundary } from "../../layout/query-boundary";
import { Age } from "../../ui/age";
import { buttonStyle } from "../../ui/button-style";
import { CopyButton } from "../../ui/copy-button";
import { InertText } from "../../ui/inert-text";
import { ActorName, ActorNames } from "../actor-name";
import { Since } from "../since";
import { PolicyText } from "../text/policy-text";
import { RollBack } from "./roll-back";
import { VersionMarks } from "./version-marks";

/** One version: who, when, why, and its text as it was written. */
export function VersionPage({ number }: { number: number }) {
  return (
    <>
      <PageHeader
        title={`Version ${number}`}
        back={{ name: "Versions", href: routes.versions() }}
      />
      <div className="relative min-h-0 flex-1 overflow-auto pb-10" tabIndex={-1}>
        <QueryBoundary
          queryKey={versionOptions(number).queryKey}
          loading={<ListSkeleton label="version" />}
        >
          <Version number={number} />
        </QueryBoundary>
      </div>
    </>
  );
}

function Version({ number }: { number: number }) {
  const { data: version, dataUpdatedAt: now } = useSuspenseQuery(versionOptions(number));
  const { data: newest } = useSuspenseQuery(versionsOptions(undefined));
  const inForce = newest.items[0]?.number ?? number;
  return (
    <>
      <SectionHead
        title={<InertText text={version.reason} />}
        lead={
          number === inForce ? (
            <>
              In force since <Since iso={version.publishedAt} now={now} />
            </>
          ) : (
            `Not in force: version ${inForce} is.`
          )
        }
      >
        <Link
          href={routes.compareVersions({ from: String(version.base), to: String(number) })}
          prefetch={false}
          className={buttonStyle({ size: "sm" })}
        >
          What it changed
        </Link>
        <Link
          href={routes.exportVersion(number, { target: "agentgateway" })}
          prefetch={false}
          className={buttonStyle({ size: "sm" })}
        >
          Export…
        </Link>
        {number !== inForce && (
          <>
            <Link
              href={routes.compareVersions({ from: String(number), to: String(inForce) })}
              prefetch={false}
              className={buttonStyle({ size: "sm" })}
            >
              What changed since
            </Link>
            <RollBack number={number} />
          </>
        )}
      </SectionHead>
      <Facts version={version} now={now} />
      <div className="px-3 pt-2 md:px-4">
        <PolicyText label={`The text of version ${number}`} text={version.document} />
      </div>
    </>
  );
}

function Facts({ version, now }: { version: PolicyView; now: number }) {
  const { author, publishedAt, publishedBy, agreedBy, agreeReason, contentHash, draftId } = version;
  return (
    <>
      <dl className="flex flex-wrap gap-x-10 gap-y-3 px-3 pb-3 text-sm [&_dt]:pb-0.5 [&_dt]:text-2xs [&_dt]:text-ink-3 md:px-4">
        <div>
          <dt>Written by</dt>
          <dd>
            <ActorNames names={author.split(", ")} />
          </dd>
        </div>
        <div>
          <dt>Published</dt>
          <dd>
            <Age iso={publishedAt} now={now} />
            {publishedBy !== null && (
              <>
                {" by "}
                <ActorName name={publishedBy} />
              </>
            )}
          </dd>
        </div>
        {agreedBy !== null && (
          <div>
            <dt>Agreed to by</dt>
            <dd className="max-w-[48ch] wrap-anywhere">
              <ActorName name={agreedBy} />
              {agreeReason && (
                <>
                  {": "}
                  <InertText text={agreeReason} />
                </>
              )}
            </dd>
          </div>
        )}
        <div>
          <dt>SHA-256 of what it says</dt>
          <dd className="flex items-center gap-1 font-mono text-xs">
            <span title={contentHash}>{contentHash.slice(0, 16)}…</span>
            <CopyButton text={contentHash} label="Copy the SHA-256" />
          </dd>
        </div>
        {draftId !== null && (
          <div>
            <dt>Made from</dt>
            <dd>
              <Link
                href={routes.draftReview(draftId)}
                prefetch={false}
                className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
              >
                its draft
              </Link>
            </dd>
          </div>
        )}
      </dl>
      <div className="px-3 pb-3 md:px-4">
        <VersionMarks version={version} />
      </div>
    </>
  );
}
