import { X } from "lucide-react";
import Link from "next/link";
import type { Leaf } from "@/lib/approvals/argument-leaves";
import type { SelectionItem } from "@/lib/approvals/selection-view";
import { routes } from "@/lib/routes";
import { IdentityPair } from "../../identity/identity-pair";
import { Button } from "../../ui/button";
import { CardSection } from "../card/card-section";
import { LeafRows } from "../card/leaf-rows";
import { pairOf } from "../pair-of";
import { CallTime } from "./call-time";
import { FactRows } from "./fact-rows";
import type { Fact } from "./facts";

/** One of several calls: what only it has, its time, and the way to its own card. */
export function SelectedCall({
  item,
  at,
  facts,
  leaves,
  masked,
  samePair,
  now,
  onLeaveOut,
}: {
  item: SelectionItem;
  /** Its place among them, from 0. */
  at: number;
  facts: readonly Fact[];
  leaves: readonly Leaf[];
  /** Where secrets are masked in it. */
  masked: ReadonlySet<string>;
  /** Its identities stand above all of them. */
  samePair: boolean;
  now: string;
  onLeaveOut: () => void;
}) {
  const of = ` of call ${at + 1}`;
  return (
    <CardSection
      title={`Call ${at + 1}`}
      aside={
        <span className="flex items-center gap-1">
          <Link
            href={routes.approval(item.id)}
            prefetch={false}
            aria-label={`The card${of}`}
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
      <CallTime item={item} now={now} />
      {!samePair && (
        <div className="@container/pairs">
          <IdentityPair call={pairOf(item)} ahead />
        </div>
      )}
      <FactRows facts={facts} of={of} />
      {leaves.length > 0 ? (
        <LeafRows leaves={leaves} masked={masked} of={of} />
      ) : (
        <p className="text-ink-2">{nothingWords(item)}</p>
      )}
    </CardSection>
  );
}

function nothingWords({ argumentsBytes }: SelectionItem): string {
  if (argumentsBytes === null)
    return "Its arguments are gone: they are kept for a week after the end.";
  return argumentsBytes === 0 ? "It has no arguments." : "No argument but those that all have.";
}
