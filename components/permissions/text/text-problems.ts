// What the check of a text says, as places in it.
import type { Review } from "@/lib/policy/guard/review-view";
import { touchedInWords } from "../touched-words";

export type TextProblem = {
  severity: "error" | "warning";
  line: number;
  column: number;
  message: string;
};

/** In the order of the text. Errors keep it from being published, warnings ask for somebody's word. */
export function problemsOf({ defects, tests, catchAll }: Review): TextProblem[] {
  const found: TextProblem[] = [
    ...defects.map(({ line, column, path, message }) => ({
      severity: "error" as const,
      line,
      column,
      message: path === "" ? message : `${path}: ${message}`,
    })),
    ...tests.failed.map(({ line, column, name, expected, answered }) => ({
      severity: "error" as const,
      line,
      column,
      message: `the test “${name}” expects ${expected} and gets ${answered}`,
    })),
    ...catchAll.map(({ line, column, ruleId, selector, ...touched }) => ({
      severity: "warning" as const,
      line,
      column,
      message: `${selector} in the rule “${ruleId}” matches everything: ${touchedInWords(touched)} today. Publishing asks for a confirmation.`,
    })),
  ];
  return found.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
