"use client";
import { useState } from "react";
import type { Choice } from "@/lib/approvals/model";
import type { CardData } from "../card/card-data";
import { useCardNow } from "../card/card-now";
import type { Missing } from "../card/reading";
import { useRead } from "../card/use-reading";
import { AnswerBar, AnswerButtons, reasonAgainst } from "./answer-bar";
import { BarOutcome } from "./bar-outcome";
import { DecideForm } from "./decide-form";
import { PasskeyNeeded } from "./passkey-needed";
import { useAnswerKeys } from "./use-answer-keys";
import { WaysOn } from "./ways-on";

type Ways = { onClose: () => void; onNext: (id: string) => void };

/** What ends the card of one approval: the way to an answer and then, where it stood, what came of it. */
export function DecideBar({ approval, ...ways }: Ways & { approval: CardData }) {
  const isPending = approval.state === "pending";
  const [wasPending] = useState(isPending);
  const [choice, setChoice] = useState<Choice | null>(null);
  const [hasAsked, setHasAsked] = useState(false);
  const read = useRead();
  // Opened when it was over, the card begins with what became of it.
  if (!wasPending) return null;
  return (
    <Bar approval={approval} missing={isPending && choice === null ? read.missing : null}>
      <BarOutcome
        approval={approval}
        takesFocus={hasAsked}
        isLate={choice !== null && approval.mine === null}
      />
      {!isPending ? (
        <WaysOn id={approval.id} {...ways} />
      ) : choice === null ? (
        <Buttons
          approval={approval}
          read={read}
          onBegin={(begun) => {
            setChoice(begun);
            setHasAsked(true);
          }}
        />
      ) : (
        <DecideForm approval={approval} choice={choice} onClose={() => setChoice(null)} />
      )}
    </Bar>
  );
}

function Buttons({
  approval,
  read,
  onBegin,
}: {
  approval: CardData;
  read: ReturnType<typeof useRead>;
  onBegin: (choice: Choice) => void;
}) {
  const { mayDecide, mine } = approval;
  const { passkey, why } = mayDecide;
  const asDeputy = mayDecide.for.length > 0;
  const unsigned = passkey.needed && !passkey.able;
  const may = {
    approve: (mayDecide.able || asDeputy) && !unsigned,
    deny: mayDecide.deny || asDeputy,
  };
  const begin = useAnswerKeys({ may, read, onBegin });
  if (!may.approve && !may.deny) return mine === null && <p className="text-ink-2">{why}</p>;
  const early = reasonAgainst(read.ready, read.missing);
  return (
    <>
      {unsigned && <PasskeyNeeded approval={approval} />}
      <AnswerButtons
        missing={read.missing}
        words={{ approve: "Approve…", deny: "Deny…" }}
        against={{
          approve: may.approve ? early : unsigned ? passkey.why : why,
          deny: may.deny ? early : why,
        }}
        onBegin={begin}
      />
    </>
  );
}

function Bar({
  approval: { state, requestedAt, decideUntil },
  ...bar
}: {
  approval: CardData;
  missing: Missing | null;
  children: React.ReactNode;
}) {
  const now = useCardNow();
  const clock = { words: "Denies itself in", requestedAt, decideUntil, now };
  return state === "pending" ? (
    <AnswerBar label="Decide" clock={clock} {...bar} />
  ) : (
    <AnswerBar label="What became of it" clock={null} {...bar} />
  );
}
