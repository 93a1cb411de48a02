import type { PolicyChange } from "@/lib/policy/change-view";
import { shortInstant } from "@/lib/time-range";
import { InertText } from "../../ui/inert-text";

const SHOWN = 5;

/** What changed, when, by whom and why; of many the newest. */
export function MarkTip({ changes, zone }: { changes: readonly PolicyChange[]; zone: string }) {
  const rest = changes.length - SHOWN;
  return (
    <span className="grid gap-1.5 py-0.5 wrap-anywhere">
      {changes
        .toReversed()
        .slice(0, SHOWN)
        .map((change) => (
          <span key={keyOf(change)} className="grid">
            <span>
              <span className="font-medium">{titleOf(change)}</span>
              {" · "}
              {shortInstant(change.at, zone)}
            </span>
            {change.kind !== "version" && (
              <span className="line-clamp-2 font-mono text-2xs">
                <InertText text={change.what} />
              </span>
            )}
            <span className="line-clamp-3">
              <InertText text={change.by.replace(/^member:/, "")} spaces />
              {": "}
              <InertText text={change.reason} spaces />
            </span>
          </span>
        ))}
      {rest > 0 && <span>and {rest} more</span>}
    </span>
  );
}

function titleOf(change: PolicyChange): string {
  switch (change.kind) {
    case "version":
      return `Version ${change.number} published`;
    case "block_set":
      return "Block set";
    case "block_lifted":
      return "Block lifted";
    case "block_ended":
      return "Block over, as set";
  }
}

function keyOf(change: PolicyChange): string {
  return change.kind === "version" ? String(change.number) : `${change.kind} ${change.id}`;
}
