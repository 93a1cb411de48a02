import { z } from "zod";
import { command } from "./command";
import { ownSession, requireRecentSignIn } from "./recent-sign-in";

/**
 * A member sets out to bind a company account to their own; the session that may do so. Throws
 * `forbidden` without a recent sign-in.
 */
export const beginBinding = command({
  action: "account.binding_begun",
  needs: null,
  input: z.object({}),
  run: async (tx, _input, context) => {
    const memberId = await requireRecentSignIn(tx, context);
    return { memberId, sessionId: ownSession(context).sessionId };
  },
  audit: (_input, { memberId }) => ({ subject: memberId }),
});
