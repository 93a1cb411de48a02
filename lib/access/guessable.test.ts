import { describe, expect, it } from "vitest";
import { isGuessable } from "./guessable";

describe("a password", () => {
  it.each([
    "password12345678",
    "P@ssw0rd12345678",
    "qwertyuiop123456",
    "aaaaaaaaaaaaaaaa",
    "iloveyou1234567",
    "onbehalf1234",
    "abcdefghijklmnop",
    "x".repeat(256),
  ])("like %s is easy to guess", (password) => {
    expect(isGuessable(password)).toBe(true);
  });

  it.each(["correct horse battery", "a few words are good", "h4rd to gu3ss th1ng", "kV8!q2Lm9#xT"])(
    "like %s is not",
    (password) => {
      expect(isGuessable(password)).toBe(false);
    },
  );
});
