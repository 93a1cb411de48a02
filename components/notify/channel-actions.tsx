"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ChannelView } from "@/lib/notify/model";
import { requestRemoval, requestTest } from "@/lib/notify/options";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { InertText } from "../ui/inert-text";
import { Notice } from "../ui/notice";
import { EditChannel } from "./edit-channel";
import { NewSecret } from "./new-secret";

/** Test, change and remove, with what came of it right below. */
export function ChannelActions({ channel }: { channel: ChannelView }) {
  const client = useQueryClient();
  const [removing, setRemoving] = useState(false);
  const readAgain = () => void client.invalidateQueries({ queryKey: ["notify"] });
  const testing = useMutation({ mutationFn: () => requestTest(channel.id), onSettled: readAgain });
  const outcome = testing.data;
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          aria-label={`Send a test to ${channel.name}`}
          disabledReason={testing.isPending ? "Sending…" : null}
          onClick={() => testing.mutate()}
        >
          {testing.isPending ? "Sending…" : "Send a test"}
        </Button>
        <EditChannel channel={channel} />
        {channel.kind === "webhook" && <NewSecret channel={channel} />}
        <Button
          size="sm"
          aria-label={`Remove ${channel.name}`}
          aria-expanded={removing}
          onClick={() => setRemoving(!removing)}
        >
          Remove
        </Button>
      </div>
      <div role="status" className="w-full empty:hidden">
        {outcome?.delivered && (
          <p className="text-sm text-ink-2">The receiver took the test message.</p>
        )}
      </div>
      {outcome?.error && (
        <div className="w-full">
          <Notice>
            Not delivered. <InertText text={outcome.error} />
          </Notice>
        </div>
      )}
      {testing.error && (
        <div className="w-full">
          <Notice>{testing.error.message}</Notice>
        </div>
      )}
      {removing && (
        <RemoveForm channel={channel} onDone={readAgain} onCancel={() => setRemoving(false)} />
      )}
    </>
  );
}

function RemoveForm({
  channel,
  onDone,
  onCancel,
}: {
  channel: ChannelView;
  onDone: () => void;
  onCancel: () => void;
}) {
  const [reason, setReason] = useState("");
  const removal = useMutation({
    mutationFn: () => requestRemoval(channel.id, reason),
    onSuccess: onDone,
  });
  const missing = reason.trim().length < 3 ? "Say why first; the admin log keeps it" : null;
  return (
    <form
      aria-label={`Remove ${channel.name}`}
      className="grid w-full gap-3 rounded-md border bg-sunken p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null) removal.mutate();
      }}
    >
      <Field
        autoFocus
        label="Why is it removed?"
        hint={`“${channel.name}” is told nothing any more; what still waits for it is not sent.`}
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
      {removal.error && <Notice>{removal.error.message}</Notice>}
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          variant="primary"
          disabledReason={missing ?? (removal.isPending ? "Removing…" : null)}
        >
          Remove this channel
        </Button>
        <Button onClick={onCancel}>Keep it</Button>
      </div>
    </form>
  );
}
