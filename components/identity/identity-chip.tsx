import type { CallerEvidence, DownstreamEvidence, DownstreamKind } from "@/lib/calls/model";
import type { Identity } from "@/lib/calls/view";
import type { Verdict } from "@/lib/identity/model";
import { cn } from "../ui/cn";
import { InertText } from "../ui/inert-text";
import { EvidenceDots } from "./evidence-dots";
import { identityLabel } from "./identity-label";
import { IssuerMark } from "./issuer-mark";

type ChipSide = "caller" | "ranAs";

export type ChipProps = {
  side: ChipSide;
  identity: Identity | null;
  kind?: DownstreamKind | null;
  evidence: CallerEvidence | DownstreamEvidence;
  verdict: Verdict;
};

/**
 * One identity on one line: issuer mark, name, and what tells it from others of that name. Hollow where
 * there is none, hatched where the name is only claimed. Never a display name alone.
 */
export function IdentityChip({ side, identity, kind = null, evidence, verdict }: ChipProps) {
  if (!identity) return <MissingChip side={side} verdict={verdict} />;
  const label = identityLabel(identity, kind);
  const claimedName = side === "caller" && verdict === "unattributed";
  const doubtful = side === "ranAs" && verdict === "unknown";
  return (
    <span
      className={cn(
        "inline-flex h-6 max-w-full min-w-0 items-center gap-1.5 rounded-md border bg-sunken px-1 text-sm",
        claimedName && "hatched border-dashed border-v-line bg-transparent",
        doubtful && "border-dashed border-v-line bg-transparent",
      )}
    >
      <IssuerMark monogram={label.monogram} nature={label.nature} />
      <InertText text={label.name} className="min-w-[4ch] shrink truncate font-medium text-ink" />
      {label.hint && (
        <InertText
          text={label.hint}
          className="min-w-[3.5ch] shrink-[99999] truncate font-mono text-2xs text-ink-3 @max-[720px]/pairs:hidden"
        />
      )}
      {doubtful && <span className="font-semibold text-v-fg">?</span>}
      <EvidenceDots grade={evidence} className="ml-0.5" />
    </span>
  );
}

function MissingChip({ side, verdict }: Pick<ChipProps, "side" | "verdict">) {
  if (side === "ranAs" && verdict === "not_run")
    return <span className="truncate px-1 text-xs text-ink-3">nothing ran</span>;
  return (
    <span className="inline-flex h-6 max-w-full min-w-0 items-center gap-1.5 rounded-md border border-dashed border-v-line px-1 text-sm text-v-fg">
      <span
        aria-hidden
        className="grid size-[18px] shrink-0 place-items-center rounded-full border border-dashed border-v-line text-xs font-semibold"
      >
        {side === "ranAs" ? "?" : ""}
      </span>
      <span className="truncate pr-1">{side === "ranAs" ? "not reported" : "no caller"}</span>
    </span>
  );
}
