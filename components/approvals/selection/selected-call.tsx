import { X } from "lucide-react";
import Link from "next/link";
import type { Leaf } from "@/lib/approvals/argument-leaves";
import type { SelectionItem } from "@/lib/approvals/selection-view";
import { routes } from "@/lib/routes";
import { IdentityPair } from "../../identity/identity-pair";
import { Age } from "../../ui/age";
import { Button } from "../../ui/button";
import { CardSection } from "../card/card-section";
import { LeafRows } from "../card/leaf-rows";
import { pairOf } from "../pair-of";
import { RemainingRing } from "../remaining-ring";
import { useServerNow } from "../use-server-now";
import { STATE_WORDS } from "../words";

/** One of several calls: what only it has, its time, and the way to its own card. */
export function SelectedCall({
  item,
  at,
  leaves,
  hasAny,
  isMasked,
  samePair,
  now: told,
  onLeaveOut,
}: {
  item: SelectionItem;
  /** Its place among them, from 0. */
  at: number;
  leaves: readonly Leaf[];
  /** Whether it has arguments at all. */
  hasAny: boolean;
  isMasked: (path: string) => boolean;
  /** Its identities stand above all of them. */
  samePair: boolean;
  now: string;
  onLeaveOut: () => void;
}) {
  const now = useServerNow(told);
  const { id, state, requestedAt, decideUntil, given, needed } = item;
  const name = `Call ${at + 1}`;
  return (
    <CardSection
      title={name}
      aside={
        <span className="flex items-center gap-1">
          <Link
            href={routes.approval(id)}
            prefetch={false}
            aria-label={`The card of call ${at + 1}`}
            className="inline-flex min-h-6 items-center px-1 text-xs text-ink-2 underline decoration-line-strong underline-offset-2 hover:text-ink"
          >
            Its card
          </Link>
          <Button
            size="sm"
            variant="ghost"
            aria-label={`Leave call ${at + 1} out`}
            onClick={onLeaveOut}
          >
            <X aria-hidden className="size-3.5" />
            Leave out
          </Button>
        </span>
      }
    >
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-3">
        <span>
          asked <Age iso={requestedAt} now={now} />
        </span>
        {state === "pending" ? (
          <RemainingRing requestedAt={requestedAt} decideUntil={decideUntil} now={now} />
        ) : (
          <span className="font-medium text-ink-2">{STATE_WORDS[state]}</span>
        )}
        {needed > 1 && (
          <span className="tabular-nums">
            {given} of {needed} people said yes
          </span>
        )}
      </p>
      {!samePair && (
        <div className="@container/pairs">
          <IdentityPair call={pairOf(item)} ahead />
        </div>
      )}
      {leaves.length > 0 ? (
        <LeafRows leaves={leaves} masked={isMasked} of={` of call ${at + 1}`} />
      ) : (
        <p className="text-ink-2">
          {hasAny ? "Nothing but what all of them have." : "It has no arguments."}
        </p>
      )}
    </CardSection>
  );
}
