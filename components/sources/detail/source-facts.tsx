"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { formatsOptions } from "@/lib/sources/options";
import type { SourceView } from "@/lib/sources/view";
import { CALLER_TRUST, DOWNSTREAM_TRUST } from "@/lib/sources/trust-words";
import { EvidenceBars } from "../../identity/evidence-bars";
import { Age } from "../../ui/age";
import { CopyButton } from "../../ui/copy-button";
import { InertText } from "../../ui/inert-text";

/** What a source is, and what its word is worth, in words. */
export function SourceFacts({ source, now }: { source: SourceView; now: number }) {
  const { data } = useSuspenseQuery(formatsOptions());
  const format = data.items.find((one) => one.format === source.format);
  const mapped = Object.keys(source.keyMapping ?? {}).length;
  return (
    <section aria-labelledby="facts" className="grid gap-3">
      <h2 id="facts" className="text-base font-semibold">
        What it is, and what its word is worth
      </h2>
      <dl className="grid gap-x-6 gap-y-0.5 text-sm md:gap-y-2.5 md:grid-cols-[11rem_minmax(0,1fr)] [&_dd]:min-w-0 [&_dd]:wrap-anywhere [&_dt]:text-ink-3 max-md:[&_dd]:mb-2">
        <dt>Format</dt>
        <dd>
          {source.title}
          {format && <span className="text-ink-3"> · {format.gatewayVersions}</span>}
        </dd>
        <dt>Caller, at most</dt>
        <dd>
          <EvidenceBars grade={source.callerCeiling} side="caller" className="mr-1.5" />
          <b className="font-medium">{source.callerCeiling}.</b>{" "}
          {CALLER_TRUST[source.callerCeiling]}
        </dd>
        <dt>Downstream identity, at most</dt>
        <dd>
          <EvidenceBars grade={source.downstreamCeiling} side="ranAs" className="mr-1.5" />
          <b className="font-medium">{source.downstreamCeiling}.</b>{" "}
          {DOWNSTREAM_TRUST[source.downstreamCeiling]}
        </dd>
        <dt>Evidence provider</dt>
        <dd>
          {source.evidenceProvider
            ? "Yes: what it reports of other sources' calls counts as independent evidence."
            : "No."}
        </dd>
        <dt>Its groups</dt>
        <dd>
          {source.groupsTrusted
            ? "Count: the groups that it names are taken as the caller's."
            : "Are kept and count for nothing."}
        </dd>
        <dt>Resource</dt>
        <dd>
          {source.resource === null ? (
            <span className="text-ink-3">
              Not set: the audience of inbound tokens is not checked.
            </span>
          ) : (
            <InertText text={source.resource} />
          )}
        </dd>
        <dt>Issuer of its users</dt>
        <dd>
          <InertText text={source.issuer ?? `urn:onbehalf:source:${source.name}`} />
          {source.issuer === null && <span className="text-ink-3"> (none set)</span>}
        </dd>
        <dt>Mapped keys</dt>
        <dd>{mapped === 0 ? "None" : mapped}</dd>
        <dt>Created</dt>
        <dd>
          <Age iso={source.createdAt} now={now} />
        </dd>
        <dt>Id</dt>
        <dd className="flex items-center gap-1 font-mono text-xs">
          {source.id}
          <CopyButton label="Copy the id" text={source.id} />
        </dd>
      </dl>
    </section>
  );
}
