import { expect, test } from "vitest";
import { hashPassword, passwordSchema, verifyPassword } from "./password";

test("a password is kept as argon2id with 19 MiB, two passes and a salt of its own", async () => {
  const [one, other] = await Promise.all([
    hashPassword("a few words"),
    hashPassword("a few words"),
  ]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22,}\$[\w+/]{43}$/);
  expect(one).not.toBe(other);
});

test("it is taken exactly as it was given, and nobody's never fits", async () => {
  const hash = await hashPassword("Exactly This ");
  const tries = ["Exactly This ", "Exactly This", "exactly this ", ""];
  expect(await Promise.all(tries.map((one) => verifyPassword(hash, one)))).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(await verifyPassword(null, "no account has this password")).toBe(false);
});

test.each([
  ["eleven chars", "kV8!q2Lm9#x", false],
  ["twelve", "kV8!q2Lm9#xT", true],
  ["a phrase of one kind of letter", "only lower case letters and spaces", true],
  ["64 and more", "words that nobody would put together, ".repeat(3), true],
  ["more than 256", "words that nobody would put together, ".repeat(7), false],
  ["a well-known one", "P@ssw0rd12345678", false],
])("%s: may be chosen or not", (_, password, may) => {
  expect(passwordSchema.safeParse(password).success).toBe(may);
});
