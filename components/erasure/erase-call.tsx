"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { CallDetail } from "@/lib/calls/view";
import { postErasure } from "@/lib/erasure/options";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { InertText } from "../ui/inert-text";
import { ErasureJob } from "./erasure-job";

/** Erases the payload of one call, for those who may. */
export function EraseCall({ call }: { call: CallDetail }) {
  const [job, setJob] = useState<string | null>(null);
  const asking = useMutation({
    mutationFn: (reason: string) =>
      postErasure({ subject: { kind: "call", id: call.id }, payloads: true, reason }),
    onSuccess: (asked) => setJob(asked.job),
  });
  if (job !== null) return <ErasureJob id={job} mayCancel onEnded={() => setJob(null)} />;
  const tool = [call.server, call.tool].filter(Boolean).join("/");
  return (
    <ConfirmDialog
      title="Erase the payload of this call?"
      confirm="Erase the payload"
      needsReason
      busy={asking.isPending}
      problem={asking.error?.message ?? null}
      onConfirm={(reason, close) => asking.mutate(reason, { onSuccess: close })}
      trigger={(open) => (
        <Button size="sm" className="justify-self-start" onClick={open}>
          Erase payload…
        </Button>
      )}
    >
      <p>
        Arguments, result, messages, network addresses and the raw record of{" "}
        <InertText text={tool === "" ? "this call" : tool} /> at {call.time} go for good. That the
        call was made, by whom and with which verdict stays, and so does its proof.
      </p>
      <p>The reason is kept in the admin log and shown with the call: name nobody in it.</p>
    </ConfirmDialog>
  );
}
