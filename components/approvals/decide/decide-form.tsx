"use client";
import { useState } from "react";
import type { Choice, WiderScope } from "@/lib/approvals/model";
import { useWindowKeys } from "../../layout/use-window-keys";
import { AreaField } from "../../ui/area-field";
import { Button } from "../../ui/button";
import { useDecide } from "../use-decide";
import { DecideProblem } from "./decide-problem";
import { type Power, PowerChoice } from "./power-choice";
import { ScopeChoice } from "./scope-choice";
import type { CardData } from "../card/card-data";

const LEAST_REASON = 3;
const DOUBLE_CLICK_MS = 400;

/** The second step of a yes, or a no with its reason. It stays open until the server has answered. */
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
  const { decide, decideBySignIn, isPending, error } = useDecide(approval, onClose);
  const signs = choice === "approve" && mayDecide.passkey.able;
  const [opened] = useState(() => performance.now());
  const [reason, setReason] = useState("");
  const [scope, setScope] = useState<WiderScope | null>(null);
  const [power, setPower] = useState<Power>(mayDecide.for.length === 0 ? "self" : null);
  const needsReason = choice === "deny" || mayDecide.needsReason;
  const missing =
    power === null
      ? "Say as whom you decide"
      : (needsReason || reason.trim() !== "") && reason.trim().length < LEAST_REASON
        ? "Say why first"
        : null;
  const submit = () => {
    if (missing !== null || power === null) return;
    decide({
      choice,
      ...(reason.trim() !== "" && { reason: reason.trim() }),
      ...(power !== "self" && { for: power }),
      ...(scope !== null && { scope }),
    });
  };
  useWindowKeys({ a: ({ repeat }) => !repeat && choice === "approve" && submit() });
  return (
    <form
      ref={focusFirst}
      tabIndex={-1}
      noValidate
      aria-label={choice === "approve" ? "Approve this call" : "Deny this call"}
      className="grid max-h-[60dvh] gap-3 overflow-auto outline-none"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
          event.preventDefault();
          submit();
        }
        if (event.key === "Escape" && !isPending) {
          event.preventDefault();
          onClose();
        }
      }}
    >
      <p className="font-semibold">
        {choice === "approve"
          ? "Let exactly this call run, once?"
          : "Deny this call? The agent is told your reason."}
      </p>
      <PowerChoice mayDecide={mayDecide} choice={choice} power={power} onPower={setPower} />
      {choice === "approve" && needed === 1 && wider.length > 0 && (
        <ScopeChoice wider={wider} scope={scope} onScope={setScope} />
      )}
      <AreaField
        label={reasonLabel(choice, needsReason)}
        rows={2}
        required={needsReason}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        className="font-sans text-sm"
      />
      {signs && (
        <p role="status" className="text-xs text-ink-2">
          {isPending ? "Your browser is asking for your passkey…" : "Your passkey signs this."}
        </p>
      )}
      {error && <DecideProblem error={error} id={approval.id} onSignIn={decideBySignIn} />}
      <div className="flex gap-2 max-lg:*:flex-1">
        <Button size="lg" onClick={onClose} disabledReason={isPending ? "Being sent…" : null}>
          Cancel
        </Button>
        <Button
          size="lg"
          type="submit"
          variant={choice === "approve" ? "primary" : "danger"}
          disabledReason={isPending ? "Being sent…" : missing}
          // The second half of a double click on the button before must not confirm.
          onClick={(event) => {
            if (event.detail > 1 || event.timeStamp - opened < DOUBLE_CLICK_MS)
              event.preventDefault();
          }}
        >
          {choice === "approve" ? "Approve this call" : "Deny this call"}
        </Button>
      </div>
    </form>
  );
}

function reasonLabel(choice: Choice, needed: boolean): string {
  if (choice === "deny") return "Why not";
  return needed ? "Why is it right that it runs as somebody else?" : "Reason (optional)";
}

/**
 * What has to be written has the focus; where nothing has to, no button has it. Afterwards the card has
 * what this form had.
 */
function focusFirst(form: HTMLFormElement | null) {
  if (form === null) return;
  const needed = form.querySelector<HTMLElement>("textarea:required");
  (needed ?? form).focus();
  return () => {
    if (form.contains(document.activeElement)) form.closest("aside")?.focus();
  };
}
