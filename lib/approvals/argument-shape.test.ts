import fc from "fast-check";
import { expect, test } from "vitest";
import { argumentShape } from "./argument-shape";

test.each([
  ["other values", { issue: "PAY-1", force: true }, { force: false, issue: "PAY-2" }],
  ["a longer list of the same", { ids: [1, 2, 3] }, { ids: [4] }],
  ["nothing", undefined, undefined],
])("%s: the same shape", (_, one, other) => {
  expect(argumentShape(one)).toBe(argumentShape(other));
});

test.each([
  ["a member more", { issue: "PAY-1" }, { issue: "PAY-1", force: true }],
  ["another kind", { issue: "PAY-1" }, { issue: 1 }],
  ["another kind inside a list", { ids: [1] }, { ids: [1, "all"] }],
  ["null for a value", { project: "PAY" }, { project: null }],
  ["an empty object for none", {}, undefined],
  ["a text that spells a kind", { a: "object" }, { a: {} }],
])("%s: another shape", (_, one, other) => {
  expect(argumentShape(one)).not.toBe(argumentShape(other));
});

test("a shape holds no value of the arguments, and any JSON has one", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.uuid(), (value, secret) => {
      expect(argumentShape({ value, secret })).not.toContain(secret);
    }),
  );
});
