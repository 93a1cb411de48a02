"use client";
import { useState } from "react";
import type { Choice } from "@/lib/approvals/model";
import type { CardData } from "../card/card-data";
import { useCardNow } from "../card/card-now";
import type { Missing } from "../card/reading";
import { useRead } from "../card/use-reading";
import { AnswerBar, AnswerButtons, reasonAgainst } from "./answer-bar";
import { DecideForm } from "./decide-form";
import { PasskeyNeeded } from "./passkey-needed";
import { useAnswerKeys } from "./use-answer-keys";

/** What ends the card of one approval. */
export function DecideBar({ approval }: { approval: CardData }) {
  const { mayDecide } = approval;
  const read = useRead();
  const [choice, setChoice] = useState<Choice | null>(null);
  const asDeputy = mayDecide.for.length > 0;
  const { passkey } = mayDecide;
  const unsigned = passkey.needed && !passkey.able;
  const may = {
    approve: (mayDecide.able || asDeputy) && !unsigned,
    deny: mayDecide.deny || asDeputy,
  };
  const begin = useAnswerKeys({ may, read, isAsking: choice !== null, onBegin: setChoice });
  if (choice !== null)
    return (
      <Bar approval={approval}>
        <DecideForm approval={approval} choice={choice} onClose={() => setChoice(null)} />
      </Bar>
    );
  if (!may.approve && !may.deny)
    return (
      <Bar approval={approval}>
        <p className="text-ink-2">
          {approval.mine === "approve"
            ? "You said yes. It waits for somebody else too."
            : mayDecide.why}
        </p>
      </Bar>
    );
  const early = reasonAgainst(read.ready, read.missing);
  return (
    <Bar approval={approval} missing={read.missing}>
      {unsigned && <PasskeyNeeded approval={approval} />}
      <AnswerButtons
        missing={read.missing}
        words={{ approve: "Approve…", deny: "Deny…" }}
        against={{
          approve: may.approve ? early : unsigned ? passkey.why : mayDecide.why,
          deny: may.deny ? early : mayDecide.why,
        }}
        onBegin={begin}
      />
    </Bar>
  );
}

function Bar({
  approval: { requestedAt, decideUntil },
  ...bar
}: {
  approval: CardData;
  missing?: Missing | null;
  children: React.ReactNode;
}) {
  const now = useCardNow();
  return (
    <AnswerBar clock={{ words: "Denies itself in", requestedAt, decideUntil, now }} {...bar} />
  );
}
