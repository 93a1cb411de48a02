// A call as text for a ticket.
import { markedText } from "../hostile-text";
import type { CallDetail } from "./view";

type Told = Pick<
  CallDetail,
  "answers" | "reasons" | "server" | "tool" | "time" | "verdict" | "severity" | "outcome"
>;

/** Who asked, as whom it ran, verdict and why, and the link: five or six lines, hidden characters as marks. */
export function callSummary(call: Told, link: string): string {
  const { answers, server, tool, time, verdict, severity, outcome } = call;
  const called = [server, tool].filter((part) => part !== null).join("/") || "a tool not named";
  return [
    `${called} at ${time}: ${verdict.replaceAll("_", " ")}, severity ${severity}, outcome ${outcome}`,
    `Who authorised it: ${answers.authorisedBy.text}`,
    `Which identity was used: ${answers.ranAs.text}`,
    `Do they differ, and why: ${answers.difference.text}`,
    ...(call.reasons.length > 0
      ? [`Rules that decided: ${call.reasons.map(({ rule }) => rule).join(", ")}`]
      : []),
  ]
    .map(markedText)
    .concat(link)
    .join("\n");
}
