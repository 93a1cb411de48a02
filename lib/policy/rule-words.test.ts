import { describe, expect, it } from "vitest";
import { ruleSchema } from "./model";
import { conditionWords } from "./rule-words";

const wordsOf = (more: object) =>
  conditionWords(
    ruleSchema.parse({
      id: "r",
      subjects: ["anyone"],
      resources: ["tool:a/b"],
      effect: "allow",
      ...more,
    }),
  );
const args = (schema: unknown) => wordsOf({ when: { arguments: schema } });

describe("the conditions of a rule in words", () => {
  it.each([
    [{}, []],
    [{ when: { runAs: ["caller", "delegated"] } }, ["runs as caller or delegated"]],
    [{ limit: { calls: 30, per: "minute" } }, ["at most 30 calls a minute, counted by caller"]],
    [
      {
        effect: "ask",
        approval: { steps: [{ from: ["group:leads"], count: 2 }], useWithin: "5m" },
      },
      ["2 of group:leads says yes", "used within 5m"],
    ],
    [{ when: { context: {} } }, ["the context fits a JSON Schema"]],
  ])("%j", (more, words) => {
    expect(wordsOf(more)).toEqual(words);
  });

  it.each([
    [
      {
        type: "object",
        properties: { repo: { type: "string", pattern: "^acme/" } },
        required: ["repo"],
      },
      ["repo matches ^acme/"],
    ],
    [
      { type: "object", properties: { n: { minimum: 1, maximum: 9 } } },
      ["n, if given, is at least 1 and is at most 9"],
    ],
    [{ type: "object", properties: { k: { enum: ["a", 2] } }, required: ["k"] }, ["k is a or 2"]],
    [{ type: "object", required: ["x"] }, ["x is given"]],
    [{ type: "object", properties: { d: { not: {} } }, required: ["d"] }, ["d fits a JSON Schema"]],
    [{ anyOf: [] }, ["the arguments fit a JSON Schema"]],
    [false, ["the arguments fit a JSON Schema"]],
  ])("of arguments: %j", (schema, words) => {
    expect(args(schema)).toEqual(words);
  });
});
