"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/lib/api-client";
import { channelChanges, type ChannelView } from "@/lib/notify/model";
import { requestChange } from "@/lib/notify/options";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { InertText } from "../ui/inert-text";
import { Notice } from "../ui/notice";
import { ChannelFields, problemsByField } from "./channel-fields";

/** Changes a channel's name, address or what it is told. */
export function EditChannel({ channel }: { channel: ChannelView }) {
  return (
    <Dialog
      title={
        <>
          Edit <InertText text={channel.name} />
        </>
      }
      trigger={(open) => (
        <Button size="sm" aria-label={`Edit ${channel.name}`} onClick={open}>
          Edit
        </Button>
      )}
    >
      {(close) => <EditForm channel={channel} close={close} />}
    </Dialog>
  );
}

function EditForm({ channel, close }: { channel: ChannelView; close: () => void }) {
  const client = useQueryClient();
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const saving = useMutation({
    mutationFn: (changes: Parameters<typeof requestChange>[1]) =>
      requestChange(channel.id, changes),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["notify"] });
      close();
    },
    onError: (error) => setWrong(error instanceof ApiError ? problemsByField(error.fields) : {}),
  });
  function submit(form: FormData) {
    const address = String(form.get("address") ?? "").trim();
    const parsed = channelChanges.safeParse({
      name: form.get("name"),
      events: form.getAll("events"),
      ...(address && { address }),
    });
    setWrong(parsed.success ? {} : problemsByField(parsed.error.issues));
    if (parsed.success && !saving.isPending) saving.mutate(parsed.data);
  }
  return (
    <form
      noValidate
      aria-label={`Edit ${channel.name}`}
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit(new FormData(event.currentTarget));
      }}
    >
      <ChannelFields kind={channel.kind} wrong={wrong} now={channel} />
      {saving.error && Object.keys(wrong).length === 0 && <Notice>{saving.error.message}</Notice>}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          disabledReason={saving.isPending ? "Being saved…" : null}
        >
          Save the channel
        </Button>
      </div>
    </form>
  );
}
