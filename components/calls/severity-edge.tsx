import type { CallRow } from "@/lib/calls/view";
import { cn } from "../ui/cn";

/** High and critical rows carry an edge in their verdict's colour. */
export function SeverityEdge({ call: { severity, verdict } }: { call: CallRow }) {
  if (severity !== "high" && severity !== "critical") return null;
  return (
    <span
      data-verdict={verdict}
      title={`Severity ${severity}`}
      className={cn(
        "absolute inset-y-0 left-0 w-[3px] bg-v-line",
        severity === "high" && "opacity-40",
      )}
    >
      <span className="sr-only">Severity {severity}</span>
    </span>
  );
}
