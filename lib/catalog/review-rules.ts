// Why a review may not be made; the console asks the same before it offers a button.
import type { ToolState } from "./model";
import { mayBecome } from "./tool-states";

/** Null where the verdict may be given. */
export function reviewRefusal(state: ToolState, verdict: "allowed" | "blocked"): string | null {
  if (mayBecome(state, verdict)) return null;
  return verdict === "allowed" ? "it is allowed already" : "it is blocked already";
}
