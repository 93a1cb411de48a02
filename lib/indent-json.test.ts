import { expect, it } from "vitest";
import { indentJson } from "./indent-json";

it.each([
  ["nested", '{"a":[1,{"b":null}]}', '{\n  "a": [\n    1,\n    {\n      "b": null\n    }\n  ]\n}'],
  ["empty containers stay together", '{"a":{ },"b":[]}', '{\n  "a": {},\n  "b": []\n}'],
  [
    "numbers keep their digits",
    "[12345678901234567890,1.0,1e3]",
    "[\n  12345678901234567890,\n  1.0,\n  1e3\n]",
  ],
  ["repeated names stay", '{"a":1,"a":2}', '{\n  "a": 1,\n  "a": 2\n}'],
  [
    "escapes and structure in strings stay",
    '{"a":"{\\"x\\": [1,2]}\\u202e"}',
    '{\n  "a": "{\\"x\\": [1,2]}\\u202e"\n}',
  ],
  ["a bare string", '"x"', '"x"'],
  ["no JSON comes back as it is", "tools/call { not json", "tools/call { not json"],
])("%s", (_name, input, expected) => expect(indentJson(input)).toBe(expected));

it("is the same value as before", () => {
  const text = '{"a":[true,false,{"b":"\\\\\\""}],"c":-0.5}';
  expect(JSON.parse(indentJson(text))).toEqual(JSON.parse(text));
});
