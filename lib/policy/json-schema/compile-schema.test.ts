import {
  registerSchema,
  type SchemaObject,
  unregisterSchema,
  validate,
} from "@hyperjump/json-schema/draft-2020-12";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileSchema } from "./compile-schema";
import { SchemaError } from "./place";
import { TooMuchWork } from "./run";

const fits = (schema: unknown, value: unknown) => compileSchema(schema).fits(value);

describe("what the standard's examples leave open, decided", () => {
  it.each([
    ["0.3 is three times 0.1", { multipleOf: 0.1 }, 0.3, true],
    ["0.35 is no multiple of 0.1", { multipleOf: 0.1 }, 0.35, false],
    ["1e308 is no multiple of 0.123456789", { multipleOf: 0.123456789 }, 1e308, false],
    ["1.0 is an integer", { type: "integer" }, 1.0, true],
    ["characters count, not UTF-16 units", { maxLength: 1 }, "😀", true],
    ["patterns search anywhere", { pattern: "b" }, "abc", true],
    ["the end is the end, not a line's", { pattern: "a$" }, "a\n", false],
    ["ECMAScript's spelling of a character", { pattern: "^\\u0041\\/$" }, "A/", true],
    ["objects are equal in any order", { const: { a: 1, b: [2] } }, { b: [2], a: 1 }, true],
    ["[1] and [true] differ", { uniqueItems: true }, [[1], [true]], true],
    ["1 and 1.0 are the same item", { uniqueItems: true }, [{ a: 1 }, { a: 1.0 }], false],
    ["an empty list contains nothing", { prefixItems: [false], contains: true }, [], false],
    ["a missing member is no member", { required: ["toString"] }, {}, false],
    ["the prototype gives nothing", { properties: { constructor: false } }, {}, true],
    ["a reference into $defs", { $ref: "#/$defs/a~1b", $defs: { "a/b": { const: 1 } } }, 1, true],
    ["an anchor", { $ref: "#x", $defs: { a: { $anchor: "x", const: 1 } } }, 2, false],
    [
      "recursion",
      { properties: { next: { $ref: "#" } }, additionalProperties: false },
      { next: { next: { other: 1 } } },
      false,
    ],
  ])("%s", (_, schema, value, expected) => {
    expect(fits(schema, value)).toBe(expected);
  });

  it("`__proto__` is a key like any other", () => {
    const data: unknown = JSON.parse('{"__proto__": 2}');
    expect(fits(JSON.parse('{"properties": {"__proto__": {"const": 1}}}'), data)).toBe(false);
    expect(fits({ required: ["__proto__"] }, data)).toBe(true);
    expect(fits({ additionalProperties: false }, data)).toBe(false);
    expect(fits({ propertyNames: { pattern: "^_" } }, data)).toBe(true);
  });
});

describe("schemas that are refused, at the part that is wrong", () => {
  it.each([
    ["a typing error", { requried: ["a"] }, ["requried"]],
    ["a wrong value", { properties: { a: { maxLength: "3" } } }, ["properties", "a", "maxLength"]],
    ["no such type", { type: ["string", "text"] }, ["type"]],
    ["look-ahead", { items: { pattern: "a(?=b)" } }, ["items", "pattern"]],
    ["a back-reference", { pattern: "(a)\\1" }, ["pattern"]],
    ["a huge repetition", { pattern: "(a{1,100}){1,10}" }, ["pattern"]],
    ["a bad pattern of names", { patternProperties: { "(": true } }, ["patternProperties", "("]],
    ["a reference to nothing", { $ref: "#/$defs/a" }, ["$ref"]],
    ["a reference to elsewhere", { $ref: "https://example.com/schema" }, ["$ref"]],
    ["another dialect", { $schema: "http://json-schema.org/draft-07/schema#" }, ["$schema"]],
    ["a schema that is a text", { allOf: [true, "x"] }, ["allOf", 1]],
    ["a reference to itself", { $ref: "#" }, []],
    [
      "a detour to itself",
      { anyOf: [{ $ref: "#/$defs/a" }], $defs: { a: { not: { $ref: "#" } } } },
      [],
    ],
    ["no schema at all", 5, []],
  ])("%s", (_, schema, path) => {
    const error = errorOf(() => compileSchema(schema));
    expect(error).toBeInstanceOf(SchemaError);
    expect(error instanceof SchemaError && error.path).toEqual(path);
  });

  it("names keywords that only describe", () => {
    const schema = { properties: { to: { format: "email" } } };
    expect(compileSchema(schema).withoutEffect).toEqual([["properties", "to", "format"]]);
  });
});

describe("work is bounded", () => {
  it("gives up where parts refer to parts twice each, instead of taking 2^40 steps", () => {
    const twice = (next: number) => ({ allOf: [ref(next), ref(next)] });
    const ref = (to: number) => ({ $ref: `#/$defs/${to}` });
    const steps = Array.from({ length: 40 }, (_, at) => [at, twice(at + 1)] as const);
    const $defs = Object.fromEntries([...steps, [40, { type: "string" }] as const]);
    expect(() => fits({ $ref: "#/$defs/0", $defs }, "x")).toThrow(TooMuchWork);
  });

  it("gives up on endless depth instead of the stack", () => {
    const deep: unknown = JSON.parse("[".repeat(5000) + "]".repeat(5000));
    expect(() => fits({ items: { $ref: "#" } }, deep)).toThrow(TooMuchWork);
    expect(() => fits({ uniqueItems: true }, [deep, 1])).toThrow(TooMuchWork);
    expect(fits({ type: "array" }, deep)).toBe(true);
    expect(fits({ const: [[1]] }, deep)).toBe(false);
  });

  it("takes patterns that break backtracking engines in one pass", () => {
    const text = `${"a".repeat(200_000)}!`;
    for (const pattern of ["(a+)+$", "^(a|aa)*$", "(a*)*b$"]) {
      expect(fits({ pattern }, text)).toBe(false);
    }
  });
});

describe("agrees", () => {
  it("with another engine on random schemas and values, the unevaluated keywords included", async () => {
    await fc.assert(
      fc.asyncProperty(schemas, values, async (schema, value) => {
        expect(fits(schema, value)).toBe(await theirs(schema, value));
      }),
      { numRuns: 400 },
    );
  });

  it("with the runtime's engine on patterns of plain ECMAScript", () => {
    const pieces = fc.constantFrom(
      "a",
      "b",
      ".",
      "[ab]",
      "[^a]",
      "(a|b)",
      "a*",
      "b+",
      "c?",
      "\\d",
      "\\w",
      "^",
      "$",
      "a{2}",
    );
    const patterns = fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join(""));
    const texts = fc.string({ unit: fc.constantFrom("a", "b", "c", "1", "_", " "), maxLength: 8 });
    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        expect(fits({ pattern }, text)).toBe(new RegExp(pattern, "u").test(text));
      }),
      { numRuns: 2000 },
    );
  });
});

type Schema = SchemaObject | boolean;
type Value = null | boolean | number | string | Value[] | { [name: string]: Value };
const names = fc.constantFrom("a", "b", "c");
const { values } = fc.letrec<{ values: Value }>((tie) => ({
  values: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, 1, 2, 1.5, "", "a", "ab", "abc"),
    fc.array(tie("values"), { maxLength: 3 }),
    fc.dictionary(names, tie("values"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const small = fc.integer({ min: 0, max: 3 });
const keyword = (name: string, value: fc.Arbitrary<unknown>) => value.map((one) => [name, one]);
const plain = [
  keyword("type", fc.constantFrom("null", "boolean", "number", "integer", "string")),
  keyword("type", fc.constantFrom("array", "object")),
  keyword("const", values),
  keyword("enum", fc.array(values, { minLength: 1, maxLength: 3 })),
  keyword("pattern", fc.constantFrom("^a", "b$", "c")),
  keyword("multipleOf", fc.constantFrom(1, 2, 0.5)),
  keyword("uniqueItems", fc.boolean()),
  keyword("required", fc.uniqueArray(names, { maxLength: 2 })),
  keyword("dependentRequired", fc.record({ a: fc.uniqueArray(names) })),
  ...["maximum", "exclusiveMinimum", "minLength", "maxLength", "maxItems", "minItems"].map((name) =>
    keyword(name, small),
  ),
  ...["minContains", "maxContains", "minProperties", "maxProperties"].map((name) =>
    keyword(name, small),
  ),
];
const { schemas } = fc.letrec<{ schemas: Schema; inner: Schema }>((tie) => {
  const list = fc.array(tie("inner"), { minLength: 1, maxLength: 2 });
  const nested = [
    ...["allOf", "anyOf", "oneOf", "prefixItems"].map((name) => keyword(name, list)),
    ...["items", "contains", "not", "if", "then", "else", "propertyNames"].map((name) =>
      keyword(name, tie("inner")),
    ),
    ...["additionalProperties", "unevaluatedProperties", "unevaluatedItems"].map((name) =>
      keyword(name, tie("inner")),
    ),
    keyword("properties", fc.record({ a: tie("inner"), b: tie("inner") })),
    keyword("dependentSchemas", fc.record({ a: tie("inner") })),
    keyword("patternProperties", fc.record({ "[ab]": tie("inner") })),
  ];
  const keywords = fc.array(fc.oneof(...plain, ...nested), { minLength: 1, maxLength: 4 });
  return {
    schemas: keywords.map((all) => Object.fromEntries(all)),
    inner: fc.oneof({ maxDepth: 2 }, fc.boolean(), tie("schemas")),
  };
});

/** By the engine of one of the standard's authors; ajv errs with `contains` and `unevaluatedItems`. */
async function theirs(schema: Schema, value: Value): Promise<boolean> {
  const id = "https://onbehalf.example/schema";
  registerSchema(schema, id, "https://json-schema.org/draft/2020-12/schema");
  try {
    return (await validate(id, value)).valid;
  } finally {
    unregisterSchema(id);
  }
}

function errorOf(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
