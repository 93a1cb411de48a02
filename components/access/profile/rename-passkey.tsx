"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { renamePasskey } from "@/lib/passkeys/change-passkeys";
import type { PasskeyView } from "@/lib/passkeys/model";
import { passkeysOptions } from "@/lib/passkeys/options";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";

export function RenamePasskey({ passkey }: { passkey: PasskeyView }) {
  return (
    <Dialog
      title="Rename a passkey"
      trigger={(open) => (
        <Button size="sm" aria-label={`Rename ${passkey.name}`} onClick={open}>
          Rename
        </Button>
      )}
    >
      {(close) => <RenameForm passkey={passkey} close={close} />}
    </Dialog>
  );
}

function RenameForm({ passkey, close }: { passkey: PasskeyView; close: () => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState(passkey.name);
  const renaming = useMutation({
    mutationFn: () => renamePasskey(passkey.id, name.trim()),
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
        if (missing === null && !renaming.isPending) renaming.mutate();
      }}
    >
      <Field
        label="Name"
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {renaming.error && <Notice>{renaming.error.message}</Notice>}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          disabledReason={renaming.isPending ? "Being renamed…" : missing}
        >
          Rename the passkey
        </Button>
      </div>
    </form>
  );
}
