"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { callOptions } from "@/lib/calls/options";
import { IdentityHero } from "../../identity/identity-hero";
import { CallAnswers } from "./call-answers";
import { CallChain } from "./call-chain";
import { CallHistory } from "./call-history";
import { CallOutcome } from "./call-outcome";
import { CallPayloadPanel } from "./call-payload";
import { CallProof } from "./call-proof";
import { CallReasons } from "./call-reasons";
import { TokenFacts } from "./token-facts";

/** Everything known about one call, most important first. */
export function CallSections({
  id,
  zone,
  mayReadPayload,
  mayErase,
}: {
  id: string;
  zone: string;
  mayReadPayload: boolean;
  mayErase: boolean;
}) {
  const { data: call } = useSuspenseQuery(callOptions(id));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-7 p-4 pb-12">
      <IdentityHero call={call} />
      <CallAnswers call={call} />
      <CallReasons call={call} />
      <CallHistory call={call} zone={zone} />
      <CallChain call={call} />
      <TokenFacts call={call} />
      <CallOutcome call={call} zone={zone} />
      <CallPayloadPanel call={call} mayRead={mayReadPayload} mayErase={mayErase} />
      <CallProof call={call} />
    </div>
  );
}
