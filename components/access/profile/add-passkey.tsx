"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { userAgentWords } from "@/lib/access/user-agent-words";
import { addPasskey } from "@/lib/passkeys/change-passkeys";
import { passkeysOptions } from "@/lib/passkeys/options";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";

/** Names a passkey, then lets the browser make it. */
export function AddPasskey({ disabledReason }: { disabledReason: string | null }) {
  return (
    <Dialog
      title="Add a passkey"
      trigger={(open) => (
        <Button disabledReason={disabledReason} onClick={open}>
          Add a passkey
        </Button>
      )}
    >
      {(close) => <AddForm close={close} />}
    </Dialog>
  );
}

function AddForm({ close }: { close: () => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState(() => userAgentWords(navigator.userAgent));
  const adding = useMutation({
    mutationFn: () => addPasskey(name.trim()),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: passkeysOptions(null).queryKey });
      close();
    },
  });
  const missing = name.trim() === "" ? "Give it a name first" : null;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null && !adding.isPending) adding.mutate();
      }}
    >
      <Field
        label="Name"
        hint="So that you know it again: the device, or where the security key lies."
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <p className="text-sm text-ink-2">
        Your browser asks where to keep it, and for your fingerprint, face or PIN. For a day it does
        not decide destructive calls alone.
      </p>
      {adding.error && <Notice>{adding.error.message}</Notice>}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          disabledReason={adding.isPending ? "Your browser is asking…" : missing}
        >
          {adding.isPending ? "Your browser is asking…" : "Continue"}
        </Button>
      </div>
    </form>
  );
}
