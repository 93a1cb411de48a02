import { expect, it } from "vitest";
import { MATRIX_LIMITS } from "../matrix/model";
import { readPolicy } from "../read-policy";
import type { CellEdit } from "./model";
import { settableCells } from "./settable-cells";

const NOBODY = { membership: { groups: new Map(), personOfPrincipal: new Map() }, now: 0 };
const HELD = { id: "held", subjects: ["group:a"], resources: ["tool:s/held"], effect: "deny" };

/** A column over as many tools as the matrix shows; those at `held` are decided by a rule. */
function column(held: readonly number[]): CellEdit[] {
  return Array.from({ length: MATRIX_LIMITS.tools }, (_, n) => ({
    subject: "group:a",
    resource: held.includes(n) ? "tool:s/held" : `tool:s/t${n}`,
    effect: "allow",
  }));
}

it("a column over every tool that the matrix shows is one rule that can be stored", () => {
  const made = settableCells('{"rules": []}', column([]), NOBODY);
  expect(made.refused).toEqual([]);
  const read = readPolicy(made.text);
  expect(read.ok && read.policy.rules.map(({ resources }) => resources.length)).toEqual([
    MATRIX_LIMITS.tools,
  ]);
});

it("cells that another rule decides are left out of every batch, and the others are set", () => {
  const made = settableCells(JSON.stringify({ rules: [HELD] }), column([10, 2_500]), NOBODY);
  expect(made.refused.map(({ ruleIds }) => ruleIds)).toEqual([["held"], ["held"]]);
  const read = readPolicy(made.text);
  expect(read.ok && read.policy.rules[1]?.resources).toHaveLength(MATRIX_LIMITS.tools - 2);
});

it("in a text with an error nothing is set, and the error is said", () => {
  const made = settableCells('{"rules": [', column([]).slice(0, 2), NOBODY);
  expect(made).toMatchObject({ edits: [], text: '{"rules": [' });
  expect(made.refused[0]?.message).toContain("the text is no JSON");
});
