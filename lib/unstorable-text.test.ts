import fc from "fast-check";
import { expect, it } from "vitest";
import { findUnstorable } from "./unstorable-text";

it("names the place of a NUL and of a lone surrogate, however deep", () => {
  expect(findUnstorable({ rows: [{ sub: "ok" }, { sub: "a\0" }] })).toEqual({
    path: "rows.1.sub",
    message: "a NUL character",
  });
  expect(findUnstorable("a\ud800")?.message).toContain("surrogate");
  expect(findUnstorable({ a: { "b\0": 1 } })).toEqual({
    path: "a",
    message: "a name with a NUL character",
  });
  let deep: unknown = "\0";
  for (let n = 0; n < 50_000; n++) deep = [deep];
  expect(findUnstorable(deep)).not.toBeNull();
});

it("finds nothing in well-formed JSON without NUL", () => {
  const text = fc.string({ unit: "grapheme" }).filter((one) => !one.includes("\0"));
  const value = fc.letrec((tie) => ({
    any: fc.oneof(text, fc.double(), fc.constant(null), fc.array(tie("any"), { maxLength: 3 })),
  })).any;
  fc.assert(fc.property(value, (one) => findUnstorable(one) === null));
});
