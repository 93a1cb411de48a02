"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { callOptions } from "@/lib/calls/options";
import type { CallDetail } from "@/lib/calls/view";
import type { CallsAddress } from "@/lib/routes";
import { IdentityHero } from "../../identity/identity-hero";
import { BlockNow } from "../../policy/block-now";
import type { Go } from "../use-calls-address";
import { CallAnswers } from "./call-answers";
import { CallChain } from "./call-chain";
import { CallHistory } from "./call-history";
import { CallOutcome } from "./call-outcome";
import { CallPayloadPanel } from "./call-payload";
import { CallPolicyPanel } from "./call-policy";
import { CallProof } from "./call-proof";
import { CallReasons } from "./call-reasons";
import { CallSurroundings } from "./call-surroundings";
import type { DrawerTab } from "./drawer-tabs";
import { TokenFacts } from "./token-facts";

type Props = {
  tab: DrawerTab;
  address: CallsAddress;
  go: Go;
  zone: string;
  mayReadPayload: boolean;
  mayErase: boolean;
};

/** One part of what is known about a call, most important first. */
export function CallSections({ id, ...props }: Props & { id: string }) {
  const { data: call } = useSuspenseQuery(callOptions(id));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-7 p-4 pb-12">
      <Part call={call} {...props} />
    </div>
  );
}

function Part({
  call,
  tab,
  address,
  go,
  zone,
  mayReadPayload: mayRead,
  mayErase,
}: Props & { call: CallDetail }) {
  switch (tab) {
    case "answer":
      return (
        <>
          <IdentityHero call={call} />
          <CallAnswers call={call} />
          <BlockNow call={call} />
          <CallReasons call={call} />
          <CallHistory call={call} zone={zone} />
          <CallChain call={call} />
          <TokenFacts call={call} />
          <CallOutcome call={call} zone={zone} />
        </>
      );
    case "payload":
      return <CallPayloadPanel call={call} of="content" mayRead={mayRead} mayErase={mayErase} />;
    case "policy":
      return <CallPolicyPanel call={call} zone={zone} />;
    case "session":
      return <CallSurroundings call={call} address={address} go={go} zone={zone} />;
    case "raw":
      return <CallPayloadPanel call={call} of="record" mayRead={mayRead} mayErase={mayErase} />;
    case "proof":
      return <CallProof call={call} />;
  }
}
