"use client";
import { KeyRound } from "lucide-react";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { usePolicyEditing } from "../edits/policy-editing";
import { GrantForm } from "./grant-form";

/** Who, what, until when, why: a rule that ends by itself, in the draft. */
export function GrantDialog({
  taken,
  subject = "",
  resource = "",
}: {
  taken: ReadonlySet<string>;
  /** Where it is asked for from somebody, or from a tool. */
  subject?: string;
  resource?: string;
}) {
  const { refusal } = usePolicyEditing();
  return (
    <Dialog
      title="Grant access"
      trigger={(open) => (
        <Button size="sm" variant="primary" disabledReason={refusal} onClick={open}>
          <KeyRound aria-hidden className="size-3.5" />
          Grant access
        </Button>
      )}
    >
      {(close) => <GrantForm taken={taken} subject={subject} resource={resource} close={close} />}
    </Dialog>
  );
}
