import type { CallerEvidence, DownstreamEvidence, DownstreamKind } from "@/lib/calls/model";
import type { Identity } from "@/lib/calls/view";
import type { Verdict } from "@/lib/identity/model";
import { cn } from "../ui/cn";
import { InertText } from "../ui/inert-text";
import { EvidenceBars } from "./evidence-bars";
import { identityLabel } from "./identity-label";
import { IssuerMark } from "./issuer-mark";

export type ChipSide = "caller" | "ranAs";

export type ChipProps = {
  side: ChipSide;
  identity: Identity | null;
  kind?: DownstreamKind | null;
  /** Null where it stands for many calls, which have no one grade. */
  evidence: CallerEvidence | DownstreamEvidence | null;
  verdict: Verdict;
};

/**
 * One identity on one line: issuer mark, name, and what tells it from others of that name. Hollow where
 * there is none, hatched where the name is only claimed. Never a display name alone: a card of the
 * phone has both in two lines, and a narrow table leaves out only what the directory vouches for.
 */
export function IdentityChip({ side, identity, kind = null, evidence, verdict }: ChipProps) {
  if (!identity) return <MissingChip side={side} verdict={verdict} kind={kind} />;
  const label = identityLabel(identity, kind);
  const claimedName = side === "caller" && verdict === "unattributed";
  const doubtful = side === "ranAs" && verdict === "unknown";
  return (
    <span
      className={cn(
        "inline-flex h-6 max-w-full min-w-0 items-center gap-1.5 rounded-md border bg-sunken px-1 text-sm",
        CARD_HEIGHT,
        claimedName && "hatched border-dashed border-v-line bg-transparent",
        doubtful && "border-dashed border-v-line bg-transparent",
      )}
    >
      <IssuerMark monogram={label.monogram} nature={label.nature} />
      <span className="flex min-w-0 items-baseline gap-1.5 text-left @max-[640px]/pairs:flex-col @max-[640px]/pairs:items-stretch @max-[640px]/pairs:gap-0">
        <InertText
          text={label.name}
          spaces
          className="min-w-[4ch] shrink truncate font-medium text-ink @max-[640px]/pairs:text-xs"
        />
        {label.hint && (
          <InertText
            text={label.hint}
            spaces
            className={cn(
              "min-w-[3.5ch] shrink-[99999] truncate font-mono text-2xs text-ink-3",
              identity.person && BETWEEN_CARD_AND_TABLE,
            )}
          />
        )}
      </span>
      {doubtful && <span className="font-semibold text-v-fg">?</span>}
      {evidence && <EvidenceBars grade={evidence} side={side} className="mr-0.5 ml-px" />}
    </span>
  );
}

const CARD_HEIGHT = "@max-[640px]/pairs:h-[34px]";
const BETWEEN_CARD_AND_TABLE = "@min-[640px]/pairs:@max-[720px]/pairs:hidden";

function MissingChip({ side, verdict, kind }: Pick<ChipProps, "side" | "verdict" | "kind">) {
  if (side === "ranAs" && verdict === "not_run")
    return <span className="truncate px-1 text-xs text-ink-3">nothing ran</span>;
  return (
    <span
      className={cn(
        "inline-flex h-6 max-w-full min-w-0 items-center gap-1.5 rounded-md border border-dashed border-v-line px-1 text-sm text-v-fg",
        CARD_HEIGHT,
      )}
    >
      <span
        aria-hidden
        className="grid size-[18px] shrink-0 place-items-center rounded-full border border-dashed border-v-line text-xs font-semibold"
      >
        {side === "ranAs" ? "?" : ""}
      </span>
      <span className="truncate pr-1">{missing(side, kind)}</span>
    </span>
  );
}

function missing(side: ChipSide, kind: ChipProps["kind"]): string {
  if (side === "caller") return "no caller";
  return kind === "passthrough" ? "the caller’s own token" : "not reported";
}
