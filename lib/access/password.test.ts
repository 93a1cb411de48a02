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
  ["eleven chars", "x".repeat(11), false],
  ["twelve", "x".repeat(12), true],
  ["a phrase of one kind of letter", "only lower case letters and spaces", true],
  ["64 and more", "x".repeat(100), true],
  ["more than 256", "x".repeat(257), false],
])("%s: may be chosen or not", (_, password, may) => {
  expect(passwordSchema.safeParse(password).success).toBe(may);
});
