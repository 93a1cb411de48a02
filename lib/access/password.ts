import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";
import { isGuessable } from "./guessable";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "./password-rules";

// OWASP's second choice for argon2id: 19 MiB, two passes, one lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const passwordSchema = z
  .string()
  .min(SHORTEST_PASSWORD, `at least ${SHORTEST_PASSWORD} characters`)
  .max(LONGEST_PASSWORD, `at most ${LONGEST_PASSWORD} characters`)
  .refine(
    (password) => password.length < SHORTEST_PASSWORD || !isGuessable(password),
    "easy to guess: take a few words that do not belong together",
  );

/** argon2id in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

let spare: Promise<string> | undefined;

/** Takes as long for an unknown account (`null`) as for a wrong password. */
export async function verifyPassword(phc: string | null, password: string): Promise<boolean> {
  spare ??= hashPassword("no account has this password");
  const fits = await verify(phc ?? (await spare), password);
  return phc !== null && fits;
}
