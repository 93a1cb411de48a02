"use client";
import { renamePasskey } from "@/lib/passkeys/change-passkeys";
import type { PasskeyView } from "@/lib/passkeys/model";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { PasskeyNameForm } from "./passkey-name-form";

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
      {(close) => (
        <PasskeyNameForm
          name={passkey.name}
          submit="Rename the passkey"
          pending="Being renamed…"
          save={(name) => renamePasskey(passkey.id, name)}
          close={close}
        />
      )}
    </Dialog>
  );
}
