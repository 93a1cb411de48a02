import { Ban, Check, CircleHelp, History } from "lucide-react";
import type { ToolState, ToolView } from "@/lib/catalog/model";
import { cn } from "../ui/cn";
import { STATE_WORDS } from "./words";

const ICONS: Record<ToolState, typeof Check> = {
  allowed: Check,
  new: CircleHelp,
  changed: History,
  blocked: Ban,
};

/** A tool's state by shape and word; colour is left to verdicts. */
export function StateLabel({ tool }: { tool: Pick<ToolView, "state" | "goneSince"> }) {
  if (tool.state === null) return <span className="text-ink-3">not seen yet</span>;
  const Icon = ICONS[tool.state];
  const isQuiet = tool.state === "allowed";
  return (
    <span className="inline-flex items-center gap-1.5 align-middle whitespace-nowrap">
      <Icon aria-hidden className={cn("size-3.5", isQuiet ? "text-ink-3" : "text-ink")} />
      <span className={isQuiet ? "text-ink-2" : "font-medium"}>{STATE_WORDS[tool.state]}</span>
      {tool.goneSince !== null && (
        <span className="rounded border border-dashed px-1 text-2xs text-ink-3">gone</span>
      )}
    </span>
  );
}
