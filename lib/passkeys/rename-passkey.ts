import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { memberPasskey } from "../../db/schema/access";
import { command } from "../access/command";
import { ownSession } from "../access/recent-sign-in";
import { DomainError } from "../errors";
import { passkeyName } from "./model";

export const renamePasskeyInput = z.strictObject({ name: passkeyName });

/** One of one's own. Throws `not_found`. */
export const renamePasskey = command({
  action: "passkey.renamed",
  needs: null,
  input: renamePasskeyInput.extend({ id: z.string().max(64) }),
  run: async (tx, { id, name }, context) => {
    const { memberId } = ownSession(context);
    const renamed = await tx
      .update(memberPasskey)
      .set({ name })
      .where(
        and(
          eq(memberPasskey.id, id),
          eq(memberPasskey.memberId, memberId),
          isNull(memberPasskey.removedAt),
        ),
      )
      .returning({ id: memberPasskey.id });
    if (renamed.length === 0) throw new DomainError("not_found", "You have no such passkey.");
    return { memberId };
  },
  audit: ({ id, name }, { memberId }) => ({ subject: memberId, details: { passkey: id, name } }),
});
