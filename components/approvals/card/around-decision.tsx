"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { approvalOptions } from "@/lib/approvals/options";
import { ContextTabs } from "../context/context-tabs";
import { RuleOffer } from "../context/rule-offer";
import { BreakGlass } from "../glass/break-glass";
import { Outcome } from "../outcome/outcome";
import { Presence } from "../presence";

// Each reads the approval with its clock, and is rendered again at each poll: the card is not.

/** Who else has it on screen. */
export function CardPresence({ id }: { id: string }) {
  return <Presence detail={useSuspenseQuery(approvalOptions(id)).data} />;
}

/** Who decided, what ran, and the way back. */
export function CardOutcome({ id }: { id: string }) {
  return <Outcome detail={useSuspenseQuery(approvalOptions(id)).data} />;
}

/** What is known around it, what could be done for good, and the way past everybody. */
export function CardAround({ id }: { id: string }) {
  const { data: detail } = useSuspenseQuery(approvalOptions(id));
  return (
    <>
      <ContextTabs detail={detail} />
      <BreakGlass detail={detail} />
      {/* Last: it comes after a moment, and moves nothing. */}
      <RuleOffer detail={detail} />
    </>
  );
}
