import fc from "fast-check";
import { expect, it } from "vitest";
import { inertJson } from "./inert-json";

it("is the same value, without a character that moves a terminal or hides", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const json = inertJson({ text });
      expect(json).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(JSON.parse(json)).toEqual({ text });
    }),
  );
  expect(inertJson("a\u202eb\u{e0041}\u009b")).toBe(String.raw`"a\u202eb\udb40\udc41\u009b"`);
});
