import { Ban, Check, CircleHelp, Clock, type LucideIcon, X } from "lucide-react";
import type { Outcome } from "@/lib/calls/model";
import { cn } from "../ui/cn";

const MARKS: Record<Outcome, { icon: LucideIcon; word: string }> = {
  ok: { icon: Check, word: "ok" },
  error: { icon: X, word: "error" },
  denied: { icon: Ban, word: "denied" },
  timeout: { icon: Clock, word: "timeout" },
  unknown: { icon: CircleHelp, word: "unknown" },
};

/** How a call ended. Grey on purpose: colour belongs to the verdicts. */
export function OutcomeLabel({ outcome, className }: { outcome: Outcome; className?: string }) {
  const { icon: Icon, word } = MARKS[outcome];
  return (
    <span
      className={cn(
        "flex items-center gap-1.5",
        outcome === "ok" ? "text-ink-3" : "text-ink",
        className,
      )}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {word}
    </span>
  );
}
