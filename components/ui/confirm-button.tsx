"use client";
import { useState } from "react";
import { markedText } from "@/lib/hostile-text";
import { Button } from "./button";
import { Field } from "./field";
import { InertText } from "./inert-text";
import { Notice } from "./notice";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";

/**
 * A button for what cannot be undone: it opens a panel that names the object and, unless it is one's
 * own, asks for a reason. The panel stays open until it is done, and says what went wrong.
 */
export function ConfirmButton({
  label,
  title,
  action,
  explanation,
  withReason = true,
  disabledReason,
  run,
}: {
  label: string;
  /** The question, with the name of what it is about. */
  title: string;
  /** What the button in the panel says. */
  action: string;
  explanation?: string;
  withReason?: boolean;
  disabledReason?: string | null;
  run: (reason: string) => Promise<unknown>;
}) {
  const [open, setOpen] = useState(false);
  if (disabledReason)
    return (
      <Button size="sm" disabledReason={disabledReason}>
        {label}
      </Button>
    );
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button size="sm">{label}</Button>
      </PopoverTrigger>
      <PopoverContent
        align="end"
        aria-label={markedText(title)}
        className="w-80 max-w-[calc(100vw-1rem)] p-3"
      >
        <ConfirmForm
          title={title}
          action={action}
          explanation={explanation}
          withReason={withReason}
          run={run}
          onDone={() => setOpen(false)}
        />
      </PopoverContent>
    </Popover>
  );
}

function ConfirmForm({
  title,
  action,
  explanation,
  withReason,
  run,
  onDone,
}: {
  title: string;
  action: string;
  explanation: string | undefined;
  withReason: boolean;
  run: (reason: string) => Promise<unknown>;
  onDone: () => void;
}) {
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const missing = withReason && reason.trim() === "" ? "Say why first" : null;
  async function submit() {
    setBusy(true);
    setProblem(null);
    try {
      await run(reason.trim());
      onDone();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "It did not work.");
    } finally {
      setBusy(false);
    }
  }
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null && !busy) void submit();
      }}
    >
      <p className="font-medium wrap-anywhere">
        <InertText text={title} />
      </p>
      {explanation && <p className="text-xs text-ink-2">{explanation}</p>}
      {withReason && (
        <Field
          label="Reason"
          hint="It is kept in the admin log."
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          autoFocus
        />
      )}
      {problem !== null && (
        <Notice>
          <InertText text={problem} />
        </Notice>
      )}
      <Button
        type="submit"
        variant="primary"
        disabledReason={busy ? "Being done…" : missing}
        className="justify-self-start"
      >
        {action}
      </Button>
    </form>
  );
}
