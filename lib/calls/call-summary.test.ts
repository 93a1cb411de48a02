import { expect, it } from "vitest";
import { callSummary } from "./call-summary";
import type { CallDetail } from "./view";

type Told = Parameters<typeof callSummary>[0];

const TOLD: Told = {
  server: "wiki",
  tool: "delete_\u202epage",
  time: "2026-11-20T10:00:00Z",
  verdict: "not_run",
  severity: "high",
  outcome: "denied",
  answers: {
    ranAs: { text: "Ran as nobody.", evidence: null },
    authorisedBy: { text: "Authorised by Gina.", evidence: "validated" },
    difference: { text: "Nothing ran.", evidence: null },
  } satisfies CallDetail["answers"],
  reasons: [{ rule: "not_run", text: "It was denied." }],
};

it("a summary says who asked, as whom it ran and why, with hidden characters as marks, and the link", () => {
  expect(callSummary(TOLD, "https://onbehalf.example/calls?call=x").split("\n")).toEqual([
    "wiki/delete_[RLO]page at 2026-11-20T10:00:00Z: not run, severity high, outcome denied",
    "Who authorised it: Authorised by Gina.",
    "Which identity was used: Ran as nobody.",
    "Do they differ, and why: Nothing ran.",
    "Rules that decided: not_run",
    "https://onbehalf.example/calls?call=x",
  ]);
});
