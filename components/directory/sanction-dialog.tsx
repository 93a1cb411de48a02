"use client";
import { Plus } from "lucide-react";
import type { PrincipalRef } from "@/lib/identity/model";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { SanctionForm } from "./sanction-form";
import { useWriteRefusal } from "./write-access";

/** A button whose dialog makes a sanction, or proposes one that begins in the past. */
export function SanctionDialog({ ranAs, inRow }: { ranAs?: PrincipalRef; inRow?: boolean }) {
  const refusal = useWriteRefusal();
  return (
    <Dialog
      title="Sanction an identity"
      trigger={(open) => (
        <Button
          {...(inRow ? { size: "sm", variant: "ghost" } : {})}
          aria-label={ranAs ? `Sanction ${ranAs.sub}` : undefined}
          disabledReason={refusal}
          onClick={open}
        >
          {inRow ? (
            "Sanction"
          ) : (
            <>
              <Plus aria-hidden className="size-4 text-ink-3" />
              Add a sanction
            </>
          )}
        </Button>
      )}
    >
      {(close) => <SanctionForm ranAs={ranAs} close={close} />}
    </Dialog>
  );
}
