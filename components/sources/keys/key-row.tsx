"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { SOURCES_KEY } from "@/lib/sources/options";
import { deleteKey } from "@/lib/sources/requests";
import type { KeyView } from "@/lib/sources/view";
import { Age } from "../../ui/age";
import { Button } from "../../ui/button";
import { ConfirmDialog } from "../../ui/confirm-dialog";
import { InertText } from "../../ui/inert-text";
import { isLive } from "./key-state";

/** One key: what it may do, how old it is and when it was last used. */
export function KeyRow({
  item,
  now,
  isLast,
}: {
  item: KeyView;
  now: number;
  /** No other key is live. */
  isLast: boolean;
}) {
  const live = isLive(item, now);
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3">
      <div className="grid min-w-0 flex-1 basis-64 gap-0.5">
        <span className="truncate font-mono text-xs">ob_{item.id}_…</span>
        <span className="text-xs text-ink-3">{item.scopes.join(", ")}</span>
      </div>
      <div className="grid min-w-0 gap-0.5 text-xs md:w-88">
        <span>
          last used <Age iso={item.lastUsedAt} now={now} />
        </span>
        <span className="text-ink-3">
          made <Age iso={item.createdAt} now={now} /> by{" "}
          <InertText text={item.createdBy.replace(/^member:/, "")} />
          {" · "}
          <End item={item} now={now} />
        </span>
      </div>
      {live ? (
        <RevokeKey item={item} isLast={isLast} />
      ) : (
        <span className="text-xs text-ink-3 md:w-16">{item.revokedAt ? "revoked" : "expired"}</span>
      )}
    </li>
  );
}

function End({ item, now }: { item: KeyView; now: number }) {
  if (item.revokedAt)
    return (
      <>
        revoked <Age iso={item.revokedAt} now={now} />
      </>
    );
  if (item.expiresAt === null) return "never expires";
  const isOver = Date.parse(item.expiresAt) <= now;
  return (
    <>
      {isOver ? "expired" : "expires"} <Age iso={item.expiresAt} now={now} />
    </>
  );
}

function RevokeKey({ item, isLast }: { item: KeyView; isLast: boolean }) {
  const client = useQueryClient();
  const revoking = useMutation({
    mutationFn: () => deleteKey(item.id),
    onSuccess: () => client.invalidateQueries({ queryKey: SOURCES_KEY }),
  });
  return (
    <ConfirmDialog
      title={`Revoke the key ob_${item.id}_…?`}
      confirm="Revoke the key"
      busy={revoking.isPending}
      problem={revoking.error?.message ?? null}
      onConfirm={(_reason, close) => revoking.mutate(undefined, { onSuccess: close })}
      trigger={(open) => (
        <Button size="sm" aria-label={`Revoke the key ob_${item.id}`} onClick={open}>
          Revoke
        </Button>
      )}
    >
      <p>
        Whatever still sends with it is answered 401 within a second. This cannot be taken back.
      </p>
      {isLast && (
        <p>It is the only live key of {item.source}: nothing can come until there is another.</p>
      )}
    </ConfirmDialog>
  );
}
