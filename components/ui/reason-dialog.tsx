"use client";
import { useMutation } from "@tanstack/react-query";
import { Button } from "./button";
import type { ButtonLook } from "./button-style";
import { Dialog } from "./dialog";
import { Field } from "./field";
import { InertText } from "./inert-text";
import { Notice } from "./notice";

/** A button for what cannot simply be undone: names the object, says what happens, and asks why. */
export function ReasonDialog({
  label,
  accessibleName,
  title,
  confirm,
  variant = "ghost",
  disabledReason,
  least = 1,
  most = 1000,
  kept = "Kept in the admin log.",
  run,
  children,
}: {
  label: React.ReactNode;
  /** Names the object too, where several such buttons stand in one list. */
  accessibleName?: string;
  title: React.ReactNode;
  confirm: string;
  variant?: ButtonLook["variant"];
  disabledReason?: string | null;
  /** Characters that the reason must have, and may. */
  least?: number;
  most?: number;
  /** Where the reason stays, as a sentence. */
  kept?: string;
  run: (reason: string) => Promise<unknown>;
  /** What it does, in words. */
  children: React.ReactNode;
}) {
  return (
    <Dialog
      title={title}
      trigger={(open) => (
        <Button
          size="sm"
          variant={variant}
          aria-label={accessibleName}
          disabledReason={disabledReason}
          onClick={open}
        >
          {label}
        </Button>
      )}
    >
      {(close) => (
        <ReasonForm confirm={confirm} least={least} most={most} kept={kept} run={run} close={close}>
          {children}
        </ReasonForm>
      )}
    </Dialog>
  );
}

function ReasonForm({
  confirm,
  least,
  most,
  kept,
  run,
  close,
  children,
}: {
  confirm: string;
  least: number;
  most: number;
  kept: string;
  run: (reason: string) => Promise<unknown>;
  close: () => void;
  children: React.ReactNode;
}) {
  const running = useMutation({ mutationFn: run, onSuccess: close });
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (running.isPending) return;
        running.mutate(String(new FormData(event.currentTarget).get("reason") ?? "").trim());
      }}
    >
      <div className="grid gap-2 text-base text-ink-2">{children}</div>
      <Field
        label="Reason"
        name="reason"
        required
        minLength={least}
        maxLength={most}
        pattern=".*\S.*"
        autoComplete="off"
        hint={`${kept}${least > 1 ? ` At least ${least} characters.` : ""}`}
      />
      {running.error && (
        <Notice>
          <InertText text={running.error.message} />
        </Notice>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          disabledReason={running.isPending ? "Working on it…" : null}
        >
          {confirm}
        </Button>
      </div>
    </form>
  );
}
