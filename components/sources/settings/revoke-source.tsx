"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { SOURCES_KEY } from "@/lib/sources/options";
import { postRevocation } from "@/lib/sources/requests";
import type { SourceView } from "@/lib/sources/view";
import { Button } from "../../ui/button";
import { ConfirmDialog } from "../../ui/confirm-dialog";

/** The end of a source, for good. */
export function RevokeSource({ source, fixed }: { source: SourceView; fixed: string | null }) {
  const client = useQueryClient();
  const revoking = useMutation({
    mutationFn: (reason: string) => postRevocation(source.id, reason),
    onSuccess: () => client.invalidateQueries({ queryKey: SOURCES_KEY }),
  });
  return (
    <section aria-labelledby="revoke" className="grid gap-3 border-t pt-6">
      <div className="grid gap-1">
        <h2 id="revoke" className="text-base font-semibold">
          Revoke the source
        </h2>
        <p className="max-w-prose text-sm text-ink-2">
          For a gateway that is gone or that cannot be trusted any more. To change a key, use Keys
          instead.
        </p>
      </div>
      <ConfirmDialog
        title={`Revoke the source ${source.name}?`}
        confirm="Revoke the source"
        needsReason
        busy={revoking.isPending}
        problem={revoking.error?.message ?? null}
        onConfirm={(reason, close) => revoking.mutate(reason, { onSuccess: close })}
        trigger={(open) => (
          <Button
            variant="danger"
            className="justify-self-start"
            disabledReason={fixed}
            onClick={open}
          >
            Revoke {source.name}
          </Button>
        )}
      >
        <p>
          Its {source.liveKeys === 1 ? "key answers" : `${source.liveKeys} keys answer`} 401 within
          a second, so its calls go on unseen. What it sent stays. This cannot be taken back, and
          the name is not free again.
        </p>
      </ConfirmDialog>
    </section>
  );
}
