import { expect, test } from "vitest";
import { authenticatorWords } from "./authenticator-words";

test.each([
  ["NotAllowedError", "sign", /cancelled.*none of your passkeys.*Nothing was decided/],
  ["NotAllowedError", "make", /cancelled.*Nothing has changed/],
  ["AbortError", "sign", /Nothing was decided/],
  ["InvalidStateError", "make", /already/],
  ["SecurityError", "sign", /console\.example/],
  ["ConstraintError", "make", /PIN/],
  ["Error", "make", /could not make/],
  ["UnknownError", "sign", /could not use/],
] as const)("%s while it is to %s is said in plain words", (name, wish, words) => {
  expect(authenticatorWords(name, wish, "console.example")).toMatch(words);
});
