"use client";
import { useState } from "react";
import type { Choice } from "@/lib/approvals/model";
import type { SelectionView } from "@/lib/approvals/selection-view";
import { routes } from "@/lib/routes";
import { useRead } from "../card/use-reading";
import { AnswerBar, AnswerButtons, reasonAgainst } from "../decide/answer-bar";
import { AnswerForm } from "../decide/answer-form";
import { DecideProblem } from "../decide/decide-problem";
import { useAnswerKeys } from "../decide/use-answer-keys";
import { useServerNow } from "../use-server-now";
import type { Outcome } from "./selection-outcome";
import { useDecideTogether } from "./use-decide-together";

/** What ends the card of several: the clock of the first to go, and one answer to all of them. */
export function SelectionBar({
  selection: { items, now: told, approve, deny },
  onDecided,
}: {
  selection: SelectionView;
  onDecided: (outcome: Outcome) => void;
}) {
  const now = useServerNow(told);
  const read = useRead();
  const [choice, setChoice] = useState<Choice | null>(null);
  const ids = items.map(({ id }) => id);
  const { decide, isPending, error } = useDecideTogether(ids, (result) =>
    onDecided({ items, result }),
  );
  const begin = useAnswerKeys({
    may: { approve: approve === null, deny: deny === null },
    read,
    isAsking: choice !== null,
    onBegin: setChoice,
  });
  const waiting = items.filter(({ state }) => state === "pending");
  const [soonest] = waiting.toSorted((a, b) => a.decideUntil.localeCompare(b.decideUntil));
  const clock = soonest ? { words: "First denies itself in", ...soonest, now } : null;
  const against = { approve: approve?.why ?? null, deny: deny?.why ?? null };
  if (choice !== null)
    return (
      <AnswerBar clock={clock}>
        <AnswerForm
          choice={choice}
          question={
            choice === "approve"
              ? `Let each of these ${items.length} calls run, once, exactly as it is?`
              : `Deny these ${items.length} calls? The agent is told your reason for each.`
          }
          action={`${choice === "approve" ? "Approve" : "Deny"} ${items.length} calls`}
          reason={
            choice === "deny"
              ? { label: "Why not", needed: true }
              : { label: "Reason (optional)", needed: false }
          }
          against={against[choice]}
          isPending={isPending}
          onAnswer={(reason) => decide(choice, reason)}
          onClose={() => setChoice(null)}
          below={error && <DecideProblem error={error} back={backTo(ids)} onSignIn={null} />}
        />
      </AnswerBar>
    );
  const early = reasonAgainst(read.ready, read.missing);
  return (
    <AnswerBar clock={clock} missing={read.missing}>
      <AnswerButtons
        missing={read.missing}
        words={{
          approve: `Approve ${items.length}…`,
          deny: `Deny ${items.length}…`,
        }}
        against={{ approve: against.approve ?? early, deny: against.deny ?? early }}
        onBegin={begin}
      />
    </AnswerBar>
  );
}

const backTo = (ids: readonly string[]) => routes.approvals({ together: ids.join(",") });
