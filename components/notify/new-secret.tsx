"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ChannelView } from "@/lib/notify/model";
import { requestSecret } from "@/lib/notify/options";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { InertText } from "../ui/inert-text";
import { Notice } from "../ui/notice";
import { ShownOnce } from "../ui/shown-once";
import { Until } from "../ui/until";

/** Gives a webhook another signing secret, and shows it once. */
export function NewSecret({ channel }: { channel: ChannelView }) {
  return (
    <Dialog
      title={
        <>
          New secret for <InertText text={channel.name} />
        </>
      }
      trigger={(open) => (
        <Button size="sm" aria-label={`New secret for ${channel.name}`} onClick={open}>
          New secret
        </Button>
      )}
    >
      {(close) => <Rotation channel={channel} close={close} />}
    </Dialog>
  );
}

function Rotation({
  channel: { id, previousSecretUntil },
  close,
}: {
  channel: ChannelView;
  close: () => void;
}) {
  const client = useQueryClient();
  const rotating = useMutation({
    mutationFn: () => requestSecret(id),
    onSuccess: () => client.invalidateQueries({ queryKey: ["notify"] }),
  });
  if (rotating.data)
    return (
      <>
        <ShownOnce
          title="The new signing secret"
          text={rotating.data.secret}
          note="It is shown only now. Give it to the receiver within 24 hours: until then each message also bears the signature of the secret before."
        />
        <div className="flex justify-end">
          <Button onClick={close}>I have kept it</Button>
        </div>
      </>
    );
  return (
    <>
      <p className="text-base text-ink-2">
        For 24 hours messages are signed with both secrets, so that the receiver can change over
        without missing one. After that the old one is worth nothing.
      </p>
      {previousSecretUntil !== null && (
        <p className="text-base text-ink-2">
          The secret before the present one still signs, until <Until iso={previousSecretUntil} />.
          With another new one that ends at once.
        </p>
      )}
      {rotating.error && <Notice>{rotating.error.message}</Notice>}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button
          variant="primary"
          disabledReason={rotating.isPending ? "Being made…" : null}
          onClick={() => rotating.mutate()}
        >
          Make a new secret
        </Button>
      </div>
    </>
  );
}
