import { expect, it } from "vitest";
import { missingSentences } from "./missing-sentences";

const at = "2026-11-03T10:00:00Z";

it("says in one sentence what went together, and why", () => {
  expect(
    missingSentences([
      { part: "arguments", why: "retention", at, days: 90 },
      { part: "result", why: "retention", at, days: 90 },
      { part: "raw", why: "erasure", at, by: "member:o@acme.example", reason: "asked for" },
    ]),
  ).toEqual([
    { text: "Arguments and result: removed on 2026-11-03 after 90 days.", unexplained: false },
    {
      text: "Raw record: erased on 2026-11-03 by member:o@acme.example, because: asked for",
      unexplained: false,
    },
  ]);
});

it("is loud about what nothing explains", () => {
  const [sentence] = missingSentences([{ part: "text", why: "unexplained" }]);
  expect(sentence).toMatchObject({ unexplained: true });
  expect(sentence?.text).toContain("no removal explains it");
});
