"use client";
import { UserRoundPlus } from "lucide-react";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { type Deputy, NameDeputyForm } from "./name-deputy-form";

/** Opens the form that names one. */
export function NameDeputy({
  deputies,
  taken,
  now,
}: {
  deputies: readonly Deputy[];
  /** One stands already. */
  taken: boolean;
  now: number;
}) {
  const refusal = taken
    ? "You have a deputy; end that one first"
    : deputies.length === 0
      ? "No other approver is linked to a person of the directory"
      : null;
  return (
    <Dialog
      title="Name a deputy"
      trigger={(open) => (
        <Button variant="primary" disabledReason={refusal} onClick={open}>
          <UserRoundPlus aria-hidden className="size-4" />
          Name a deputy
        </Button>
      )}
    >
      {(close) => <NameDeputyForm deputies={deputies} now={now} close={close} />}
    </Dialog>
  );
}
