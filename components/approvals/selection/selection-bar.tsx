"use client";
import { useState } from "react";
import type { Choice } from "@/lib/approvals/model";
import { selectionOptions } from "@/lib/approvals/options";
import type { SelectionView } from "@/lib/approvals/selection-view";
import { routes } from "@/lib/routes";
import { useRead } from "../card/use-reading";
import { AnswerBar, AnswerButtons, reasonAgainst } from "../decide/answer-bar";
import { AnswerForm } from "../decide/answer-form";
import { DecideProblem } from "../decide/decide-problem";
import { useAnswerKeys } from "../decide/use-answer-keys";
import { useServerNow } from "../use-server-now";
import { AgainstOne } from "./against-one";
import type { Outcome } from "./selection-outcome";
import { useDecideTogether } from "./use-decide-together";

/** An answer as far as it was given: what was read for it is among what is left. */
export type Begun = { choice: Choice; text: string };

/** What ends the card of several: the clock of the first to go, and one answer to all of them. */
export function SelectionBar({
  selection,
  begun,
  onDecided,
  onLeaveOut,
}: {
  selection: SelectionView;
  /** Of a larger selection that this one is a part of. */
  begun: Begun | null;
  onDecided: (outcome: Outcome) => void;
  onLeaveOut: (id: string, begun: Begun | null) => void;
}) {
  const { items, now: told, approve, deny } = selection;
  const now = useServerNow(told);
  const read = useRead();
  const [choice, setChoice] = useState(begun?.choice ?? null);
  const [text, setText] = useState(begun?.text ?? "");
  const ids = items.map(({ id }) => id);
  const { decide, isPending, error, failedAt } = useDecideTogether(ids, (result) =>
    onDecided({ items, result }),
  );
  const waiting = items.filter(({ state }) => state === "pending");
  const [soonest] = waiting.toSorted((a, b) => a.decideUntil.localeCompare(b.decideUntil));
  const clock = soonest ? { words: "First denies itself in", ...soonest, now } : null;
  if (choice === null)
    return (
      <AnswerBar label="Decide" clock={clock} missing={read.missing}>
        <Buttons selection={selection} read={read} onBegin={setChoice} />
      </AnswerBar>
    );
  const against = { approve, deny }[choice];
  return (
    <AnswerBar label="Decide" clock={clock}>
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
        against={against?.why ?? null}
        text={text}
        onText={setText}
        isPending={isPending}
        onAnswer={(reason) => decide(choice, reason)}
        onClose={() => {
          setChoice(null);
          setText("");
        }}
        below={
          <>
            {against && (
              <AgainstOne
                against={against}
                ids={ids}
                onLeaveOut={(id) => onLeaveOut(id, { choice, text })}
              />
            )}
            {error && (
              <DecideProblem
                error={error}
                failedAt={failedAt}
                queryKey={selectionOptions(ids).queryKey}
                back={routes.approvals({ together: ids.join(",") })}
                onSignIn={null}
              />
            )}
          </>
        }
      />
    </AnswerBar>
  );
}

function Buttons({
  selection: { items, approve, deny },
  read,
  onBegin,
}: {
  selection: SelectionView;
  read: ReturnType<typeof useRead>;
  onBegin: (choice: Choice) => void;
}) {
  const may = { approve: approve === null, deny: deny === null };
  const begin = useAnswerKeys({ may, read, onBegin });
  const early = reasonAgainst(read.ready, read.missing);
  return (
    <AnswerButtons
      missing={read.missing}
      words={{ approve: `Approve ${items.length}…`, deny: `Deny ${items.length}…` }}
      against={{ approve: approve?.why ?? early, deny: deny?.why ?? early }}
      onBegin={begin}
    />
  );
}
