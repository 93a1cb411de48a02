import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeUnseen } from "./escape-unseen";

test.each([
  ["plain text", "plain text"],
  ["two\nlines", "two\nlines"],
  ["\u001b[31mred\u0007", String.raw`\u001b[31mred\u0007`],
  ["\u009b31m", String.raw`\u009b31m`],
  ["a\u202eb\u200b", String.raw`a\u202eb\u200b`],
  ["\u{e0041}", String.raw`\udb40\udc41`],
  ["over\rwritten", String.raw`over\u000dwritten`],
  ["Zoë שלום 漢字", "Zoë שלום 漢字"],
])("%j is written as %s", (text, written) => {
  expect(escapeUnseen(text)).toBe(written);
});

test("JSON says the same afterwards, and holds nothing that a terminal obeys", () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
      const line = escapeUnseen(JSON.stringify(value));
      expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(line).not.toMatch(/\p{Cc}|\p{Cf}/u);
    }),
  );
});
