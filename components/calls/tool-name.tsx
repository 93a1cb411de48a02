import type { CallRow } from "@/lib/calls/view";
import { InertText } from "../ui/inert-text";

const OTHER_TYPES = {
  "tool.call": null,
  "resource.read": "resource",
  "prompt.get": "prompt",
} as const;

/** `server/tool`, the full name of a tool; the server quieter than the tool. */
export function ToolName({ call }: { call: Pick<CallRow, "server" | "tool" | "type"> }) {
  const kind = OTHER_TYPES[call.type];
  if (call.server === null && call.tool === null)
    return <span className="text-ink-3">not named</span>;
  return (
    <span className="flex max-w-full min-w-0 font-mono text-xs">
      {call.server !== null && (
        <span className="min-w-0 shrink truncate text-ink-3">
          <InertText text={call.server} />/
        </span>
      )}
      <InertText text={call.tool ?? "–"} className="min-w-0 shrink truncate text-ink" />
      {kind && <span className="ml-1.5 shrink-0 text-ink-3">{kind}</span>}
    </span>
  );
}
