"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ChannelView } from "@/lib/notify/model";
import { requestRemoval, requestTest } from "@/lib/notify/options";
import { Button } from "../ui/button";
import { InertText } from "../ui/inert-text";
import { Notice } from "../ui/notice";
import { ReasonDialog } from "../ui/reason-dialog";
import { EditChannel } from "./edit-channel";
import { NewSecret } from "./new-secret";

/** Test, change and remove, with what came of it right below. */
export function ChannelActions({ channel }: { channel: ChannelView }) {
  const client = useQueryClient();
  const readAgain = () => void client.invalidateQueries({ queryKey: ["notify"] });
  const testing = useMutation({ mutationFn: () => requestTest(channel.id), onSettled: readAgain });
  const outcome = testing.data;
  return (
    <>
      <div className="flex flex-wrap gap-2 md:w-78 md:justify-end">
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
        <ReasonDialog
          label="Remove"
          accessibleName={`Remove ${channel.name}`}
          variant="outline"
          title={
            <>
              Remove <InertText text={channel.name} />
            </>
          }
          confirm="Remove this channel"
          run={async (reason) => {
            await requestRemoval(channel.id, reason);
            readAgain();
          }}
        >
          <p>It is told nothing any more; what still waits for it is not sent.</p>
        </ReasonDialog>
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
    </>
  );
}
