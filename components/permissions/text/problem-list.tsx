import { CircleAlert, TriangleAlert } from "lucide-react";
import { InertText } from "../../ui/inert-text";
import type { TextProblem } from "./text-problems";

/** What is wrong, each leading to its place in the text. */
export function ProblemList({
  problems,
  onGo,
}: {
  problems: readonly TextProblem[];
  onGo: (problem: TextProblem) => void;
}) {
  return (
    <ul aria-label="Problems" className="max-h-40 shrink-0 overflow-auto border-t bg-canvas py-1">
      {problems.map((problem, at) => (
        <li key={`${at} ${problem.line}`}>
          <button
            type="button"
            onClick={() => onGo(problem)}
            className="flex min-h-7 w-full items-start gap-2 px-3 py-1 text-left text-xs -outline-offset-2 hover:bg-hover md:px-4"
          >
            {problem.severity === "error" ? (
              <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-danger" />
            ) : (
              <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-ink-3" />
            )}
            <span className="min-w-10 shrink-0 text-ink-3 tabular-nums">
              {problem.line}:{problem.column}
            </span>
            <span className="min-w-0 flex-1 wrap-anywhere">
              <span className="sr-only">{problem.severity}: </span>
              <InertText text={problem.message} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
