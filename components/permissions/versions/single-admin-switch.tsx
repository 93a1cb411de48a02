"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { SingleAdmin } from "@/lib/policy/guard/review-view";
import { setSingleAdmin } from "@/lib/policy/requests";
import { Button } from "../../ui/button";
import { ConfirmDialog } from "../../ui/confirm-dialog";
import { ReasonDialog } from "../../ui/reason-dialog";
import { usePolicyRefusal } from "../permissions-access";

/** An owner's: on only while nobody else could agree, off at any time; both are recorded with the reason. */
export function SingleAdminSwitch({ mode: { why, admins } }: { mode: SingleAdmin }) {
  const refusal = usePolicyRefusal("members:write");
  const queries = useQueryClient();
  const set = useMutation({
    mutationFn: setSingleAdmin,
    // Somebody else may have become an admin meanwhile, so a refusal is read anew too.
    onSettled: () => queries.invalidateQueries({ queryKey: ["policy"] }),
  });
  if (why === "set")
    return (
      <ReasonDialog
        label="Switch it off…"
        title="Switch single-admin mode off"
        confirm="Switch it off"
        variant="outline"
        disabledReason={refusal}
        run={(reason) => set.mutateAsync({ on: false, reason })}
      >
        <p>
          {admins > 1
            ? "From now on a change that gives its author more, or that fails a test, needs the yes of a second admin."
            : "Only one member may publish, so it stays on until a second one may, and ends then."}
        </p>
      </ReasonDialog>
    );
  const agreeable =
    why === null
      ? `${admins} members may publish, so one of them can agree. The operator can switch it on at the command line.`
      : null;
  return (
    <ConfirmDialog
      title="Keep single-admin mode on?"
      confirm="Keep it on"
      needsReason
      problem={set.error?.message ?? null}
      busy={set.isPending}
      onConfirm={(reason, close) => set.mutate({ on: true, reason }, { onSuccess: close })}
      trigger={(open) => (
        <Button size="sm" disabledReason={refusal ?? agreeable} onClick={open}>
          {why === null ? "Switch it on…" : "Keep it on…"}
        </Button>
      )}
    >
      <p>
        It then stays on when a second member may publish: either of them may give themselves more
        without anybody’s yes, until an owner switches it off.
      </p>
    </ConfirmDialog>
  );
}
