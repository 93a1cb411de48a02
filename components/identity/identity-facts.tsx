import type { Identity } from "@/lib/calls/view";
import { CopyButton } from "../ui/copy-button";
import { InertClamp } from "../ui/inert-clamp";
import { InertText } from "../ui/inert-text";
import { EvidenceBars } from "./evidence-bars";
import type { ChipProps } from "./identity-chip";
import { identityLabel, type IdentityNature } from "./identity-label";
import { IssuerMark } from "./issuer-mark";
import { evidenceMeaning } from "./verdict-words";

const NATURES: Record<IdentityNature, string> = {
  person: "Person in the directory",
  service: "Service identity",
  workload: "Workload identity",
  unlinked: "Linked to nobody",
};

/** Everything known about an identity, for the panel of a chip. */
export function IdentityFacts({
  side,
  identity,
  kind,
  evidence,
}: Omit<ChipProps, "identity"> & { identity: Identity }) {
  const { name, issuer, monogram, nature } = identityLabel(identity, kind);
  return (
    <div className="grid gap-2 p-3 text-xs">
      <div className="flex items-start gap-2">
        <IssuerMark monogram={monogram} nature={nature} className="size-7" />
        <div className="min-w-0 flex-1">
          <InertClamp text={name} what="name" className="text-sm font-semibold" />
          <span className="text-ink-3">{NATURES[nature]}</span>
        </div>
      </div>
      <dl className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-2 gap-y-1 [&_dd]:min-w-0 [&_dd]:wrap-anywhere [&_dt]:text-ink-3">
        {identity.principal && (
          <>
            <Fact name="Subject" text={identity.principal.sub} />
            <Fact name="Issuer" text={issuer ?? ""} copy={identity.principal.iss} />
          </>
        )}
        {identity.email && (
          <>
            <dt>E-mail</dt>
            <dd>
              <InertText text={identity.email} />
              <span className="text-ink-3"> (not an identifier)</span>
            </dd>
          </>
        )}
        {kind && (
          <>
            <dt>Credential</dt>
            <dd>{kind.replaceAll("_", " ")}</dd>
          </>
        )}
        {evidence && (
          <>
            <dt>Evidence</dt>
            <dd className="flex items-start gap-1.5">
              <span aria-hidden className="contents">
                <EvidenceBars grade={evidence} side={side} className="mt-[3px]" />
              </span>
              {evidenceMeaning(evidence, side)}
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}

function Fact({ name, text, copy = text }: { name: string; text: string; copy?: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="flex items-start justify-between gap-1 font-mono text-2xs">
        <InertClamp text={text} what={name.toLowerCase()} />
        <CopyButton label={`Copy ${name.toLowerCase()}`} text={copy} className="-my-1 -mr-1" />
      </dd>
    </>
  );
}
