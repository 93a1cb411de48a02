"use client";
import { useId } from "react";
import type { QuarantineView } from "@/lib/calls/quarantine-view";
import { Age } from "../../ui/age";
import { InertClamp } from "../../ui/inert-clamp";
import { InertText } from "../../ui/inert-text";
import { EntryContent } from "./entry-content";
import { ReplayHistory } from "./replay-history";

/** One entry: why it is here, where it stood, how often it came, and what replays came to. */
export function EntryRow({
  sourceId,
  entry,
  now,
  chosen,
  onChoose,
  mayReadPayload,
}: {
  sourceId: string;
  entry: QuarantineView;
  now: number;
  /** Null where it cannot be chosen. */
  chosen: boolean | null;
  onChoose: (on: boolean) => void;
  mayReadPayload: boolean;
}) {
  const id = useId();
  return (
    <li className="flex gap-3 px-4 py-3">
      {chosen !== null && (
        <input
          type="checkbox"
          checked={chosen}
          aria-labelledby={id}
          onChange={(event) => onChoose(event.target.checked)}
          className="mt-0.5 size-4 shrink-0 accent-(--accent)"
        />
      )}
      <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)] gap-1.5">
        <div id={id} className="text-sm font-medium">
          <InertClamp text={entry.reason} what="reason" />
        </div>
        <div className="flex flex-wrap gap-x-4 gap-y-0.5 text-xs text-ink-3">
          <span>
            received <Age iso={entry.lastReceivedAt} now={now} className="text-ink-2" />
            {entry.times > 1 && (
              <>
                , {entry.times.toLocaleString("en")} times since{" "}
                <Age iso={entry.receivedAt} now={now} />
              </>
            )}
          </span>
          <span className="min-w-0 wrap-anywhere">
            as {entry.format}, <InertText text={entry.position} />
          </span>
          {entry.eventId !== null && (
            <span className="min-w-0 wrap-anywhere">
              event <InertText text={entry.eventId} className="font-mono" />
            </span>
          )}
          <span>
            expires <Age iso={entry.expiresAt} now={now} />
          </span>
        </div>
        <ReplayHistory entry={entry} now={now} />
        <EntryContent sourceId={sourceId} entryId={entry.id} mayRead={mayReadPayload} />
      </div>
    </li>
  );
}
