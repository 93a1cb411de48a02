import { Eye, PencilLine, ShieldQuestion, TriangleAlert } from "lucide-react";
import type { ApprovalView } from "@/lib/approvals/view";
import { NO_RISK, RISK_WORDS } from "../catalog/words";
import { cn } from "../ui/cn";

type Risk = ApprovalView["risk"];

/** How risky the tool is, by shape and word; what nobody classified counts as destructive. */
export function RiskMark({ risk, className }: { risk: Risk; className?: string }) {
  const Icon = ICONS[risk ?? "none"];
  const loud = risk === "destructive" || risk === null;
  return (
    <span
      className={cn(
        "inline-flex h-5 shrink-0 items-center gap-1 rounded-[5px] px-1.5 text-2xs font-medium whitespace-nowrap",
        loud ? "bg-ink text-surface" : "bg-hover text-ink-2",
        className,
      )}
    >
      <Icon aria-hidden className="size-3" />
      {risk === null ? NO_RISK : RISK_WORDS[risk]}
    </span>
  );
}

const ICONS = {
  read: Eye,
  write: PencilLine,
  destructive: TriangleAlert,
  none: ShieldQuestion,
};
