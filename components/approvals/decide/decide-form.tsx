"use client";
import { useState } from "react";
import type { Choice, WiderScope } from "@/lib/approvals/model";
import { approvalOptions } from "@/lib/approvals/options";
import { routes } from "@/lib/routes";
import type { CardData } from "../card/card-data";
import { useDecide } from "../use-decide";
import { AnswerForm } from "./answer-form";
import { DecideProblem } from "./decide-problem";
import { type Power, PowerChoice } from "./power-choice";
import { ScopeChoice, scopeQuestion } from "./scope-choice";

/** How one approval is answered: as whom, how far, and why. */
export function DecideForm({
  approval,
  choice,
  onClose,
}: {
  approval: CardData;
  choice: Choice;
  onClose: () => void;
}) {
  const { mayDecide, needed, session } = approval;
  // Without a session there is nothing to be wider in.
  const wider = approval.wider.filter((one) => one !== "tool_in_session" || session !== null);
  const { decide, decideBySignIn, isPending, error, failedAt } = useDecide(approval, onClose);
  const signs = choice === "approve" && mayDecide.passkey.able;
  const [scope, setScope] = useState<WiderScope | null>(null);
  const [text, setText] = useState("");
  const [power, setPower] = useState<Power>(mayDecide.for.length === 0 ? "self" : null);
  const needsReason = choice === "deny" || mayDecide.needsReason;
  return (
    <AnswerForm
      choice={choice}
      {...(choice === "approve" ? scopeQuestion(scope) : DENIAL)}
      reason={{ label: reasonLabel(choice, needsReason), needed: needsReason }}
      against={power === null ? "Say as whom you decide" : null}
      text={text}
      onText={setText}
      isPending={isPending}
      onAnswer={(reason) => {
        if (power === null) return;
        decide({
          choice,
          ...(reason !== undefined && { reason }),
          ...(power !== "self" && { for: power }),
          ...(scope !== null && { scope }),
        });
      }}
      onClose={onClose}
      below={
        <>
          {signs && (
            <p role="status" className="text-xs text-ink-2">
              {isPending ? "Your browser is asking for your passkey…" : "Your passkey signs this."}
            </p>
          )}
          {error && (
            <DecideProblem
              error={error}
              failedAt={failedAt}
              queryKey={approvalOptions(approval.id).queryKey}
              back={routes.approval(approval.id)}
              onSignIn={decideBySignIn}
            />
          )}
        </>
      }
    >
      <PowerChoice mayDecide={mayDecide} choice={choice} power={power} onPower={setPower} />
      {choice === "approve" && needed === 1 && wider.length > 0 && (
        <ScopeChoice wider={wider} scope={scope} onScope={setScope} />
      )}
    </AnswerForm>
  );
}

const DENIAL = {
  question: "Deny this call? The agent is told your reason.",
  action: "Deny this call",
};

function reasonLabel(choice: Choice, needed: boolean): string {
  if (choice === "deny") return "Why not";
  return needed ? "Why is it right that it runs as somebody else?" : "Reason (optional)";
}
