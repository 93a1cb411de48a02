import { describe, expect, it } from "vitest";
import { readsPlace } from "./reads-place";

describe("readsPlace", () => {
  it.each([
    [{ properties: { repo: { pattern: "^acme/" } }, required: ["repo"] }, ["token"], false],
    [{ properties: { token: { minLength: 3 } } }, ["token"], true],
    [{ properties: { token: { title: "a secret" } } }, ["token"], false],
    [{ properties: { auth: { properties: { user: { const: "a" } } } } }, ["auth", "key"], false],
    [{ properties: { auth: { properties: { key: { const: "a" } } } } }, ["auth", "key"], true],
    [{ properties: { auth: { type: "object" } } }, ["auth", "key"], false],
    [{ properties: { auth: { const: { key: "x" } } } }, ["auth", "key"], true],
    [{ additionalProperties: false, properties: {} }, ["token"], true],
    [{ anyOf: [{ properties: {} }] }, ["token"], true],
    [true, ["token"], false],
    [false, ["token"], false],
    [{}, ["token"], false],
    [{ type: "object" }, [], true],
    [{ properties: { ["__proto__"]: { const: 1 } } }, ["constructor"], false],
    ["no schema", ["token"], true],
  ])("of %j at %j: %s", (schema, place, reads) => {
    expect(readsPlace(schema, place)).toBe(reads);
  });
});
