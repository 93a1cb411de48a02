"use client";
import { Ban } from "lucide-react";
import { useState } from "react";
import type { CallRow } from "@/lib/calls/view";
import { blockChoices } from "@/lib/policy/block-choices";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { InertText } from "../ui/inert-text";
import { Notice } from "../ui/notice";
import { BlockChoiceList } from "./block-choice-list";
import { BlockEndFields } from "./block-end-fields";
import { endWords, USUAL_END } from "./block-ends";
import { BlockReach } from "./block-reach";
import { BlockSet } from "./block-set";
import { useBlockRefusal } from "./policy-rights";
import { useSetBlock } from "./use-set-block";

/** Denies more calls like this one, at once and without a draft. */
export function BlockNow({ call }: { call: CallRow }) {
  const choices = blockChoices(call);
  const refusal = useBlockRefusal();
  const nothing = choices.every(({ what }) => what === null);
  return (
    <Dialog
      title="Block now"
      trigger={(open) => (
        <Button
          size="sm"
          className="justify-self-start"
          disabledReason={
            refusal ?? (nothing ? "The call names nothing that can be blocked" : null)
          }
          onClick={open}
        >
          <Ban aria-hidden className="size-3.5 text-ink-3" />
          Block now…
        </Button>
      )}
    >
      {(close) => <BlockNowForm call={call} close={close} />}
    </Dialog>
  );
}

function BlockNowForm({ call, close }: { call: CallRow; close: () => void }) {
  const choices = blockChoices(call);
  const [key, setKey] = useState(choices.find(({ what }) => what !== null)?.key);
  const [end, setEnd] = useState<string>(USUAL_END);
  const setting = useSetBlock();
  const chosen = choices.find((one) => one.key === key);
  const what = chosen?.what;
  if (setting.data) return <BlockSet close={close} />;
  if (!chosen || !what) return null;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const reason = String(new FormData(event.currentTarget).get("reason") ?? "").trim();
        if (!setting.isPending) setting.mutate({ what, reason, end });
      }}
    >
      <BlockChoiceList choices={choices} chosen={chosen.key} onChoose={setKey} />
      <div className="grid gap-1.5">
        <p className="text-base text-ink">
          Denies all calls <InertText text={chosen.words} spaces className="wrap-anywhere" />,{" "}
          {endWords(end)}, at every gateway that asks here, also those that only monitor.
        </p>
        <BlockReach what={what} />
      </div>
      <BlockEndFields end={end} onEnd={setEnd} />
      {setting.error && (
        <Notice>
          <InertText text={setting.error.message} />
        </Notice>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button
          type="submit"
          variant="danger"
          disabledReason={setting.isPending ? "Setting the block…" : null}
        >
          Block now
        </Button>
      </div>
    </form>
  );
}
