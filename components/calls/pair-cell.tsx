"use client";
import { factsOf } from "@/lib/calls/facts";
import type { CallRow } from "@/lib/calls/view";
import { IdentityChip } from "../identity/identity-chip";
import { IdentityPair } from "../identity/identity-pair";
import { IdentityPeek } from "../identity/identity-peek";
import type { RowContext } from "./calls-row";
import { Pivots } from "./pivots";

/** Caller, verdict and ran as; each chip shows the identity and the ways on from it. */
export function PairCell({
  call,
  context,
  tabIndex,
}: {
  call: CallRow;
  context: RowContext;
  tabIndex: number;
}) {
  const facts = factsOf(call, "pair");
  return (
    <IdentityPair
      call={call}
      renderChip={(chip) => {
        const fact = facts.find(
          ({ field }) => field === (chip.side === "caller" ? "caller" : "ranas"),
        );
        if (context.plain || !fact) return <IdentityChip {...chip} />;
        return (
          <IdentityPeek
            chip={chip}
            tabIndex={tabIndex}
            actions={<Pivots fact={fact} call={call} />}
          />
        );
      }}
    />
  );
}
