"use client";
import type { ColumnKey } from "@/lib/calls/columns";
import { factsOf } from "@/lib/calls/facts";
import type { CallRow } from "@/lib/calls/view";
import { markedText } from "@/lib/hostile-text";
import { duration } from "@/lib/time-range";
import { EvidenceBars } from "../identity/evidence-bars";
import { cn } from "../ui/cn";
import { InertText } from "../ui/inert-text";
import { OutcomeLabel } from "./outcome-label";
import { VerdictLabel } from "./verdict-label";

/** Ids and hashes, of which the beginning is enough to tell them apart. */
const CODES: readonly ColumnKey[] = ["credential", "session", "trace", "approval"];

/** What a call says in a column that only shows; time, pair and tool have cells of their own. */
export function ColumnCell({ call, column }: { call: CallRow; column: ColumnKey }) {
  switch (column) {
    case "outcome":
      return <OutcomeLabel outcome={call.outcome} />;
    case "verdict":
      return <VerdictLabel verdict={call.verdict} />;
    case "took":
      return call.durationMs === null ? <None /> : duration(call.durationMs);
    case "index":
      return call.index === null ? <None /> : call.index.toLocaleString("en");
    case "evidence":
      return <Evidence grade={call.ranAs.evidence} side="ranAs" />;
    case "callerevidence":
      return <Evidence grade={call.caller.evidence} side="caller" />;
    case "decision":
      return <Words text={call.decision} className={call.decision === "allow" && "text-ink-3"} />;
    case "severity":
      return <Words text={call.severity} className={call.severity === "none" && "text-ink-3"} />;
    default: {
      const texts = factsOf(call, column).flatMap(({ text }) => text ?? []);
      const text = texts.length === 0 ? null : texts.join(", ");
      return <Words text={text} className={CODES.includes(column) && "font-mono text-xs"} />;
    }
  }
}

function Words({ text, className }: { text: string | null; className?: string | false }) {
  if (text === null) return <None />;
  return (
    <span title={markedText(text)} className={cn("block truncate", className)}>
      <InertText text={text} />
    </span>
  );
}

function Evidence({ grade, side }: React.ComponentProps<typeof EvidenceBars>) {
  return (
    <span className="flex items-center gap-1.5">
      <EvidenceBars grade={grade} side={side} />
      <span aria-hidden className={grade === "absent" ? "text-ink" : "text-ink-2"}>
        {grade}
      </span>
    </span>
  );
}

function None() {
  return <span className="text-ink-3">–</span>;
}
