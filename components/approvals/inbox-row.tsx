"use client";
import Link from "next/link";
import type { ApprovalView } from "@/lib/approvals/view";
import { IdentityPair } from "../identity/identity-pair";
import { Age } from "../ui/age";
import { cn } from "../ui/cn";
import { InertText } from "../ui/inert-text";
import { pairOf } from "./pair-of";
import { PublicId } from "./public-id";
import { RemainingRing } from "./remaining-ring";
import { RiskMark } from "./risk-mark";
import { Sentence } from "./sentence";
import { STATE_WORDS } from "./words";

/** One approval in the list; the whole row is the link to its card. */
export function InboxRow({
  approval,
  href,
  open,
  now,
  onOpen,
  linkRef,
  selects,
}: {
  approval: ApprovalView;
  href: string;
  open: boolean;
  /** By the server's clock, in milliseconds. */
  now: number;
  onOpen: () => void;
  linkRef: (link: HTMLAnchorElement | null) => void;
  /** A box to tick stands in its corner. */
  selects: boolean;
}) {
  const { id, state, sentence, source, requestedAt, given, needed, mine } = approval;
  return (
    <Link
      ref={linkRef}
      href={href}
      prefetch={false}
      aria-current={open ? "true" : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        onOpen();
      }}
      className={cn(
        "@container/pairs grid gap-2 border-b border-line/70 px-3 py-3 -outline-offset-2 md:px-4",
        open ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <span className={cn("flex items-center gap-2", selects && "pl-6")}>
        <RiskMark of={approval} />
        <span className="min-w-0 flex-1 truncate text-2xs text-ink-3">
          <InertText text={source.name} spaces />
        </span>
        {state === "pending" ? (
          <RemainingRing {...approval} now={now} className="text-xs" />
        ) : (
          <span className="text-xs font-medium text-ink-2">{STATE_WORDS[state]}</span>
        )}
      </span>
      <span className="line-clamp-3 text-base leading-snug text-ink-2 wrap-anywhere">
        <Sentence {...sentence} />
      </span>
      <IdentityPair call={pairOf(approval)} ahead />
      <span className="flex items-center gap-2 text-xs text-ink-3">
        <Age iso={requestedAt} now={now} />
        <PublicId id={id} />
        {mine !== null && <span>· you {mine === "approve" ? "approved" : "denied"}</span>}
        {(state === "pending" || needed > 1) && (
          <span className="ml-auto tabular-nums">
            {given}/{needed}
            <span className="sr-only"> people said yes</span>
          </span>
        )}
      </span>
    </Link>
  );
}
