import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ArgumentCheck,
  argumentFields,
  checksOfSchema,
  NO_CHECK,
  schemaOfChecks,
} from "./argument-form";
import { compileSchema } from "./json-schema/compile-schema";

const number = fc.option(fc.integer({ min: -5, max: 5 }));
const text: fc.Arbitrary<ArgumentCheck> = fc.record({
  given: fc.boolean(),
  allowed: fc.uniqueArray(fc.constantFrom("eu", "us"), { maxLength: 2 }),
  pattern: fc.constantFrom("", "^a", "b$"),
  minimum: fc.constant(null),
  maximum: fc.constant(null),
  maxLength: fc.option(fc.nat(9)),
});
const amount: fc.Arbitrary<ArgumentCheck> = fc.record({
  given: fc.boolean(),
  allowed: fc.uniqueArray(fc.constantFrom(1, 2), { maxLength: 2 }),
  pattern: fc.constant(""),
  minimum: number,
  maximum: number,
  maxLength: fc.constant(null),
});
const checks = fc
  .uniqueArray(fc.tuple(fc.constantFrom("repo", "__proto__", "n", ""), fc.oneof(text, amount)), {
    selector: ([name]) => name,
  })
  .map((all) => new Map(all));
const asked = (check: ArgumentCheck) => JSON.stringify(check) !== JSON.stringify(NO_CHECK);

describe("the form of argument conditions", () => {
  it("says again what it wrote, and what it wrote can be enforced", () => {
    fc.assert(
      fc.property(checks, (all) => {
        const schema = schemaOfChecks(all);
        const wanted = [...all].filter(([, check]) => asked(check));
        expect(new Map(checksOfSchema(schema))).toEqual(new Map(wanted));
        if (schema !== undefined) expect(compileSchema(schema).withoutEffect).toEqual([]);
      }),
    );
  });

  it.each([
    [{ given: true }, { repo: "x" }, {}],
    [{ pattern: "^acme/" }, { repo: "acme/a" }, { repo: 7 }],
    [{ allowed: ["eu", "us"] }, { repo: "us" }, { repo: "US" }],
    [{ maximum: 10 }, { repo: 10 }, { repo: "10" }],
    [{ minimum: 1, given: true }, { repo: 1 }, {}],
  ] satisfies [Partial<ArgumentCheck>, object, object][])(
    "%j lets through %j and not %j",
    (check, fitting, other) => {
      const schema = schemaOfChecks(new Map([["repo", { ...NO_CHECK, ...check }]]));
      const { fits } = compileSchema(schema);
      expect([fits(fitting), fits(other)]).toEqual([true, false]);
    },
  );

  it.each([
    { type: "object", properties: { a: { format: "email" } } },
    { type: "object", minProperties: 1 },
    { properties: { a: {} } },
    { type: "object", properties: { a: { pattern: "x" } } },
    { type: "object", properties: { a: { enum: [{}] } } },
    { type: "object", required: "a" },
    true,
  ])("leaves %j a JSON Schema", (schema) => {
    expect(checksOfSchema(schema)).toBeNull();
  });

  it("has a field for each argument of the tool, with what the tool itself allows", () => {
    const fields = argumentFields({
      type: "object",
      properties: {
        region: { type: "string", enum: ["eu", "us"], description: "Where" },
        count: { type: "integer" },
        deep: { type: "object" },
        odd: true,
      },
    });
    expect(fields.map(({ name, type, choices }) => [name, type, choices])).toEqual([
      ["region", "string", ["eu", "us"]],
      ["count", "number", null],
      ["deep", "other", null],
      ["odd", "other", null],
    ]);
    expect(argumentFields(null)).toEqual([]);
  });
});
