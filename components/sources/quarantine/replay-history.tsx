import type { QuarantineView } from "@/lib/calls/quarantine-view";
import { Age } from "../../ui/age";
import { InertText } from "../../ui/inert-text";
import { STATUS_NAMES } from "../status-words";

/** Every try to bring an entry in, the newest last. */
export function ReplayHistory({ entry, now }: { entry: QuarantineView; now: number }) {
  if (entry.replays.length === 0) return null;
  return (
    <ol aria-label="Replays" className="grid gap-0.5 border-l-2 pl-2.5 text-xs">
      {entry.replays.map((replay) => (
        <li key={replay.at} className="text-ink-3 wrap-anywhere">
          replayed <Age iso={replay.at} now={now} /> by{" "}
          <InertText text={replay.actor.replace(/^member:/, "")} />:{" "}
          <span className="font-medium text-ink">{STATUS_NAMES[replay.status]}</span>
          {replay.reason !== null && (
            <>
              {", "}
              <InertText text={replay.reason} />
            </>
          )}
        </li>
      ))}
    </ol>
  );
}
