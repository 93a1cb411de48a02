import { sumOf, type Overview } from "@/lib/overview/view";
import { VerdictLabel } from "../calls/verdict-label";
import { percent, WORST_FIRST } from "./verdict-order";

/** What lies under the pointer: the step's verdicts in the order of the stack. */
export function ShareTip({ step, title }: { step: Overview["timeline"][number]; title: string }) {
  const total = sumOf(step.counts);
  return (
    <div className="grid gap-1.5 rounded-md bg-surface px-2.5 py-2 text-xs text-ink shadow-float">
      <p className="font-medium tabular-nums">{title}</p>
      {total > 0 && (
        <ul className="grid gap-0.5">
          {WORST_FIRST.filter((verdict) => step.counts[verdict]).map((verdict) => (
            <li key={verdict} className="flex items-center gap-4">
              <VerdictLabel verdict={verdict} />
              <span className="ml-auto text-ink-2 tabular-nums">
                {percent(step.counts[verdict] ?? 0, total)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
