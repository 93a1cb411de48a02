"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/lib/api-client";
import {
  CHANNEL_KINDS,
  type ChannelInput,
  type ChannelKind,
  channelInput,
} from "@/lib/notify/model";
import { requestChannel } from "@/lib/notify/options";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Notice } from "../ui/notice";
import { ChannelFields, problemsByField } from "./channel-fields";
import { KIND_WORDS } from "./notice-words";

/** A new channel: where to, under which name, and what it is told. */
export function ChannelForm({
  emailReady,
  onCancel,
  onCreated,
}: {
  emailReady: boolean;
  onCancel: () => void;
  /** With the signing secret, which a webhook alone has. */
  onCreated: (secret: string | null) => void;
}) {
  const [kind, setKind] = useState<ChannelKind>("webhook");
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const creating = useMutation({
    mutationFn: requestChannel,
    onSuccess: ({ secret }) => onCreated(secret),
    onError: (error) => setWrong(error instanceof ApiError ? problemsByField(error.fields) : {}),
  });
  function submit(form: FormData) {
    const parsed = channelInput.safeParse({
      kind,
      name: form.get("name"),
      address: form.get("address"),
      events: form.getAll("events"),
    });
    setWrong(parsed.success ? {} : problemsByField(parsed.error.issues));
    if (parsed.success) creating.mutate(parsed.data satisfies ChannelInput);
  }
  const failed = creating.error !== null && Object.keys(wrong).length === 0;
  return (
    <Card title="New channel" lead="Test it after it is made: that sends a real message.">
      <form
        noValidate
        aria-label="New channel"
        className="grid gap-4 border-t p-3 md:p-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit(new FormData(event.currentTarget));
        }}
      >
        <fieldset className="flex flex-wrap gap-2">
          <legend className="mb-1.5 text-sm font-medium">Kind</legend>
          {CHANNEL_KINDS.map((one) => (
            <Button
              key={one}
              aria-pressed={one === kind}
              disabledReason={
                one === "email" && !emailReady ? "The operator has to set SMTP_URL first" : null
              }
              onClick={() => setKind(one)}
              className="aria-pressed:border-accent aria-pressed:bg-selected"
            >
              {KIND_WORDS[one]}
            </Button>
          ))}
        </fieldset>
        <ChannelFields kind={kind} wrong={wrong} />
        {failed && <Notice>{creating.error.message}</Notice>}
        <div className="flex gap-2">
          <Button
            type="submit"
            variant="primary"
            disabledReason={creating.isPending ? "Creating…" : null}
          >
            Create the channel
          </Button>
          <Button onClick={onCancel}>Cancel</Button>
        </div>
      </form>
    </Card>
  );
}
