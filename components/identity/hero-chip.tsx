import type { Identity } from "@/lib/calls/view";
import { cn } from "../ui/cn";
import { CopyButton } from "../ui/copy-button";
import { InertClamp } from "../ui/inert-clamp";
import { EvidenceBars } from "./evidence-bars";
import type { ChipProps } from "./identity-chip";
import { identityLabel } from "./identity-label";
import { IssuerMark } from "./issuer-mark";

/** One identity in full: name, subject, issuer and how well it is established. */
export function HeroChip({
  side,
  identity,
  kind = null,
  evidence,
  verdict,
  ahead = false,
}: ChipProps & { ahead?: boolean }) {
  const claimed = side === "caller" && verdict === "unattributed";
  const doubtful = side === "ranAs" && verdict === "unknown";
  return (
    <div
      className={cn(
        "flex min-w-0 flex-col rounded-lg border border-line-strong bg-surface px-3 pt-2 pb-2.5",
        (!identity || claimed || doubtful) && "border-dashed border-v-line",
        identity && claimed && "hatched",
      )}
    >
      <div className="mb-1.5 flex items-center justify-between gap-2 text-2xs text-ink-3">
        {side === "caller" ? "Caller" : ahead ? "Would run as" : "Ran as"}
        <span className="flex items-center gap-1.5">
          <span aria-hidden>{evidence}</span>
          {evidence && <EvidenceBars grade={evidence} side={side} />}
        </span>
      </div>
      {identity ? (
        <Named identity={identity} kind={kind} />
      ) : (
        <p className="my-auto py-1 text-base font-medium text-v-fg">
          {missing({ side, verdict, kind }, ahead)}
        </p>
      )}
    </div>
  );
}

function Named({ identity, kind }: { identity: Identity; kind: ChipProps["kind"] }) {
  const { name, issuer, monogram, nature } = identityLabel(identity, kind);
  return (
    <>
      <div className="mb-1 flex items-start gap-2">
        <IssuerMark monogram={monogram} nature={nature} className="size-6" />
        <InertClamp text={name} what="name" className="flex-1 pt-px text-base font-semibold" />
        {identity.principal && (
          <CopyButton
            label="Copy issuer and subject"
            text={`${identity.principal.iss} | ${identity.principal.sub}`}
            className="-mr-1.5"
          />
        )}
      </div>
      {identity.principal ? (
        <div className="grid grid-cols-[minmax(0,1fr)] font-mono text-2xs">
          <InertClamp text={identity.principal.sub} what="subject" className="text-ink-2" />
          <InertClamp text={issuer ?? ""} what="issuer" className="text-ink-3" />
        </div>
      ) : (
        <p className="text-xs text-ink-3">The directory entry was erased</p>
      )}
    </>
  );
}

function missing(
  { side, verdict, kind }: Pick<ChipProps, "side" | "verdict" | "kind">,
  ahead: boolean,
): string {
  if (side === "caller") return "No caller";
  if (kind === "passthrough") return "The caller’s own token";
  if (ahead) return "The gateway did not say";
  return verdict === "not_run" ? "Nothing ran" : "Not reported";
}
