"use client";
import { useState } from "react";
import type { Choice } from "@/lib/approvals/model";
import { useWindowKeys } from "../../layout/use-window-keys";
import { AreaField } from "../../ui/area-field";
import { Button } from "../../ui/button";
import { focusStaysInCard } from "../card/focus-stays";

const LEAST_REASON = 3;
const DOUBLE_CLICK_MS = 400;
const SENDING = "Being sent…";

/** The second step of a yes, or a no with its reason. It stays open until the server has answered. */
export function AnswerForm({
  choice,
  question,
  action,
  reason: { label, needed },
  against = null,
  text,
  onText,
  isPending,
  onAnswer,
  onClose,
  children,
  below,
}: {
  choice: Choice;
  question: string;
  /** What the button does, and the form's name. */
  action: string;
  reason: { label: string; needed: boolean };
  /** What else is missing. */
  against?: string | null;
  /** The reason as it is written, kept by whoever asks. */
  text: string;
  onText: (text: string) => void;
  isPending: boolean;
  /** With the reason, trimmed; undefined where none was written. */
  onAnswer: (reason: string | undefined) => void;
  onClose: () => void;
  /** Between the question and the reason. */
  children?: React.ReactNode;
  below?: React.ReactNode;
}) {
  const [opened] = useState(() => performance.now());
  const reason = text.trim();
  const isShort = reason.length < LEAST_REASON && (needed || reason !== "");
  const missing = against ?? (isShort ? "Say why first" : null);
  const submit = () => {
    if (missing === null && !isPending) onAnswer(reason === "" ? undefined : reason);
  };
  useWindowKeys({ a: ({ repeat }) => !repeat && choice === "approve" && submit() });
  return (
    <form
      ref={focusFirst}
      tabIndex={-1}
      noValidate
      aria-label={action}
      className="grid max-h-[60dvh] gap-3 overflow-auto outline-none short:max-h-[70dvh] short:gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
          event.preventDefault();
          submit();
        }
        if (event.key === "Escape") {
          // While it is being sent nothing is left: the answer would be lost.
          event.preventDefault();
          if (!isPending) onClose();
        }
      }}
    >
      <p className="font-semibold">{question}</p>
      {children}
      <AreaField
        label={label}
        rows={2}
        required={needed}
        maxLength={500}
        value={text}
        onChange={(event) => onText(event.target.value)}
        className="font-sans text-sm"
      />
      {below}
      <div className="sticky bottom-0 flex gap-2 bg-canvas max-lg:*:flex-1 short:pt-1">
        <Button size="lg" onClick={onClose} disabledReason={isPending ? SENDING : null}>
          Cancel
        </Button>
        <Button
          size="lg"
          type="submit"
          variant={choice === "approve" ? "primary" : "danger"}
          disabledReason={isPending ? null : missing}
          // Not by a reason: it would be another button, and the focus lost.
          {...(isPending && { "aria-disabled": true, "aria-description": SENDING })}
          // The second half of a double click on the button before must not confirm.
          onClick={(event) => {
            if (event.detail > 1 || event.timeStamp - opened < DOUBLE_CLICK_MS)
              event.preventDefault();
          }}
        >
          {action}
        </Button>
      </div>
    </form>
  );
}

/**
 * What has to be written has the focus; where nothing has to, no button has it. Afterwards the card has
 * what this form had.
 */
function focusFirst(form: HTMLFormElement | null) {
  if (form === null) return;
  const needed = form.querySelector<HTMLElement>("textarea:required");
  (needed ?? form).focus();
  return focusStaysInCard(form);
}
