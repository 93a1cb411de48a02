// The questions: POST /access/v1/evaluation and /access/v1/evaluations.
import { z } from "zod";
import type { Settings } from "./settings";

/** Longer than any answer takes; who waits longer is better told no. */
const WAIT_MS = 2_000;

const decisionSchema = z.object({
  decision: z.boolean(),
  context: z
    .object({
      id: z.string().optional(),
      reason: z.string().optional(),
      ruleIds: z.array(z.string()).default([]),
      policyVersion: z.string().nullable().optional(),
      /** Seconds. */
      retryAfter: z.number().optional(),
    })
    .default({ ruleIds: [] }),
});
export type Decision = z.infer<typeof decisionSchema>;
const answerSchema = z.union([
  decisionSchema.transform((one) => [one]),
  z.object({ evaluations: z.array(decisionSchema).min(1) }).transform((all) => all.evaluations),
]);

/** Nobody answered, or what came is no answer: the call does not go on. */
export class NoAnswer extends Error {}

/** One decision for each question of `body`. Throws `NoAnswer`. */
export async function askOnbehalf(
  { url, key }: Settings["onbehalf"],
  endpoint: string,
  body: unknown,
): Promise<Decision[]> {
  try {
    const response = await fetch(new URL(endpoint, url), {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(WAIT_MS),
    });
    const said: unknown = await response.json();
    if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
    return answerSchema.parse(said);
  } catch (error) {
    throw new NoAnswer("the authorization service gave no answer", { cause: error });
  }
}
