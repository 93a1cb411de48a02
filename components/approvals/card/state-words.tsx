"use client";
import { Ban, CircleCheck, CircleX, TimerOff } from "lucide-react";
import type { State } from "@/lib/approvals/model";
import { countdown } from "@/lib/approvals/remaining";
import { cn } from "../../ui/cn";
import { InertText } from "../../ui/inert-text";
import { CardAge, useCardNow } from "./card-now";
import type { CardData } from "./card-data";

type Over = Exclude<State, "pending">;

/** What has become of it, by whom, when and why; nothing as long as it waits. */
export function StateWords({ approval, short = false }: { approval: CardData; short?: boolean }) {
  const { state } = approval;
  return state === "pending" ? null : <Words approval={approval} state={state} short={short} />;
}

function Words({
  approval,
  state,
  short,
}: {
  approval: CardData;
  state: Over;
  /** All of it stands above: without what ticks, and with the beginning of a long reason. */
  short: boolean;
}) {
  const { reason, settledAt, approvedAt, votes } = approval;
  const Icon = ICONS[state];
  const at = settledAt ?? approvedAt;
  const last = votes.at(-1);
  const decided = state === "denied" || state === "approved" || state === "used";
  return (
    <div className="flex gap-2.5">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-2" />
      <div className="grid min-w-0 gap-1">
        <p className="font-semibold wrap-anywhere">
          {last?.kind === "break_glass" && decided ? GLASS_WORDS : WORDS[state]}
          {decided && last && (
            <>
              {" by "}
              {approval.mine !== null && last.choice === approval.mine && votes.length === 1 ? (
                "you"
              ) : (
                <InertText text={last.by.name ?? last.by.id} spaces />
              )}
            </>
          )}
          {at !== null && !short && (
            <span className="font-normal text-ink-3">
              , <CardAge iso={at} />
            </span>
          )}
        </p>
        {state === "approved" && approval.useUntil !== null && !short && (
          <Usable until={approval.useUntil} />
        )}
        {reason !== null && (
          <p className={cn("text-ink-2 wrap-anywhere", short && "line-clamp-2")}>
            <InertText text={reason} lines />
          </p>
        )}
      </div>
    </div>
  );
}

function Usable({ until }: { until: string }) {
  return (
    <p className="text-ink-2">
      Good for one call, for{" "}
      <span className="tabular-nums">{countdown(Date.parse(until) - useCardNow())}</span>.
    </p>
  );
}

/** Nobody of those who were asked said yes. */
const GLASS_WORDS = "Let through past everybody";
const WORDS: Record<Over, string> = {
  approved: "Approved",
  used: "Approved and used",
  denied: "Denied",
  expired: "It denied itself: its time was over",
  cancelled: "The gateway took the request back",
  voided: "Voided: it is not asked for in this way any more",
  revoked: "The approval was taken back",
};

const ICONS: Record<Over, typeof Ban> = {
  approved: CircleCheck,
  used: CircleCheck,
  denied: CircleX,
  expired: TimerOff,
  cancelled: Ban,
  voided: Ban,
  revoked: Ban,
};
