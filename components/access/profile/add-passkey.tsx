"use client";
import { userAgentWords } from "@/lib/access/user-agent-words";
import { addPasskey } from "@/lib/passkeys/change-passkeys";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { PasskeyNameForm } from "./passkey-name-form";

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
      {(close) => (
        <PasskeyNameForm
          name={userAgentWords(navigator.userAgent)}
          hint="So that you know it again: the device, or where the security key lies."
          note="Your browser asks where to keep it, and for your fingerprint, face or PIN. For a day it does not decide destructive calls alone."
          submit="Continue"
          pending="Your browser is asking…"
          save={addPasskey}
          close={close}
        />
      )}
    </Dialog>
  );
}
