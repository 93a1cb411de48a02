// How an answer of the console is proved. Client-safe.
import { ApiError } from "../api-client";
import { signDecision } from "../passkeys/sign-decision";
import type { PasskeyStanding } from "./passkey-standing";
import { type Answer, decide } from "./requests";

/**
 * A yes is signed by whoever has a passkey that will do, unless they prefer their sign-in. A no goes
 * out at once: the passkey is asked for where the sign-in is too old. Throws as `signDecision` does.
 */
export async function proveAndDecide(
  id: string,
  answer: Answer,
  { able }: Pick<PasskeyStanding, "able">,
  by: "passkey" | "sign-in" = "passkey",
) {
  const { choice, for: absent, scope } = answer;
  const signed = async () => {
    const passkey = await signDecision(id, { choice, for: absent, scope });
    return decide(id, { ...answer, passkey });
  };
  if (able && choice === "approve" && by === "passkey") return signed();
  try {
    return await decide(id, answer);
  } catch (error) {
    if (able && isStale(error)) return signed();
    throw error;
  }
}

/** Whether a newer sign-in would do. */
export function isStale(error: unknown): boolean {
  return error instanceof ApiError && error.details["signInAgain"] === true;
}
