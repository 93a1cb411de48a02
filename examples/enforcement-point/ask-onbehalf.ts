// The questions: POST /access/v1/evaluation and /access/v1/evaluations.
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Settings } from "./settings";

/** Longer than any answer takes; who waits longer is better told no. */
const WAIT_MS = 2_000;
/** A repeat of a redeeming question is answered the same for a minute. */
const TRIES = 5;
const AGAIN_AFTER_MS = 1_000;

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
      /** With `access_request`: what can be requested of people, and where. */
      evaluation_id: z.string().optional(),
      access_request: z.object({ endpoint: z.string() }).optional(),
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
  requestId?: string,
): Promise<Decision[]> {
  try {
    const response = await fetch(new URL(endpoint, url), {
      method: "POST",
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        ...(requestId !== undefined && { "x-request-id": requestId }),
      },
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

/**
 * The same for a question that redeems an approval: tried again under the same request id, so that a
 * lost answer does not lose the approval. Throws `NoAnswer`.
 */
export async function redeemAtOnbehalf(
  settings: Settings["onbehalf"],
  endpoint: string,
  body: unknown,
  requestId: string,
): Promise<Decision[]> {
  for (let tried = 1; ; tried++) {
    try {
      return await askOnbehalf(settings, endpoint, body, requestId);
    } catch (error) {
      if (tried === TRIES) throw error;
      await pause(AGAIN_AFTER_MS);
    }
  }
}
