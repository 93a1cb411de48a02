// What changes of permissions are called on screen.
import type { Change } from "@/lib/policy/diff/model";

export const CHANGE_WORDS: Record<Change, { verb: string; sign: string }> = {
  gained: { verb: "gains", sign: "+" },
  revoked: { verb: "loses", sign: "−" },
  newly_asked: { verb: "is newly asked for", sign: "?" },
  no_longer_asked: { verb: "is no longer asked for", sign: "+" },
  condition_changed: { verb: "has another condition for", sign: "~" },
  limit_changed: { verb: "has another limit for", sign: "~" },
  approval_changed: { verb: "needs another approval for", sign: "~" },
};
