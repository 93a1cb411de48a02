import {
  Box,
  Eye,
  FileText,
  type LucideIcon,
  MessageSquareText,
  PencilLine,
  ShieldQuestion,
  TriangleAlert,
} from "lucide-react";
import type { ApprovalView } from "@/lib/approvals/view";
import { NO_RISK, RISK_WORDS } from "../catalog/words";
import { cn } from "../ui/cn";
import { InertText } from "../ui/inert-text";

type Marked = Pick<ApprovalView, "risk" | "sentence">;

/**
 * How risky the tool is, by shape and word; what nobody classified counts as destructive. What is no
 * tool has no class: the mark says what it is.
 */
export function RiskMark({ of, className }: { of: Marked; className?: string }) {
  const { Icon, words, loud = false } = markOf(of);
  return (
    <span
      className={cn(
        "inline-flex h-5 max-w-40 shrink-0 items-center gap-1 rounded-[5px] px-1.5 text-2xs font-medium whitespace-nowrap",
        loud ? "bg-ink text-surface" : "bg-hover text-ink-2",
        className,
      )}
    >
      <Icon aria-hidden className="size-3 shrink-0" />
      <span className="truncate">
        {typeof words === "string" ? words : <InertText {...words} />}
      </span>
    </span>
  );
}

type Mark = { Icon: LucideIcon; words: string | { text: string }; loud?: boolean };

function markOf({ risk, sentence: { kind, what } }: Marked): Mark {
  switch (kind) {
    case "tool":
      return RISK_MARKS[risk ?? "none"];
    case "prompt":
      return { Icon: MessageSquareText, words: "Prompt" };
    case "resource":
      return { Icon: FileText, words: "Resource" };
    case "other":
      // A type that the gateway chose.
      return { Icon: Box, words: { text: what.split(":", 1)[0] ?? what } };
  }
}

const RISK_MARKS: Record<NonNullable<Marked["risk"]> | "none", Mark> = {
  read: { Icon: Eye, words: RISK_WORDS.read },
  write: { Icon: PencilLine, words: RISK_WORDS.write },
  destructive: { Icon: TriangleAlert, words: RISK_WORDS.destructive, loud: true },
  none: { Icon: ShieldQuestion, words: NO_RISK, loud: true },
};
