// The first owner: a one-time link, good for one hour and one use, void once an owner exists.
import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Db, Pool } from "../../db/client";
import { memberRole, setupLink } from "../../db/schema/access";
import { DomainError } from "../errors";
import { command } from "./command";
import { insertMember } from "./create-member";
import { passwordSchema } from "./password";

const GOOD_FOR_MS = 3600 * 1000;

export async function hasOwner(db: Db): Promise<boolean> {
  const rows = await db
    .select({ role: memberRole.role })
    .from(memberRole)
    .where(eq(memberRole.role, "owner"))
    .limit(1);
  return rows.length > 0;
}

/** Token for the fragment of a fresh set-up link; earlier ones are void. */
export async function makeSetupToken(pool: Pool): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await pool.db.transaction(async (tx) => {
    await tx.delete(setupLink);
    await tx.insert(setupLink).values({
      tokenSha256: hashOf(token),
      expiresAt: new Date(Date.now() + GOOD_FOR_MS).toISOString(),
    });
  });
  return token;
}

/** Makes the first owner. Throws `gone` when the link is used, old or void, or an owner exists. */
export const setUp = command({
  action: "setup.completed",
  needs: null,
  input: z.object({
    token: z.string().min(1).max(200),
    email: z.email().max(254),
    name: z.string().max(200).optional(),
    password: passwordSchema,
  }),
  run: async (tx, { token, ...owner }) => {
    const used = await tx
      .update(setupLink)
      .set({ usedAt: new Date().toISOString() })
      .where(
        and(
          eq(setupLink.tokenSha256, hashOf(token)),
          isNull(setupLink.usedAt),
          gt(setupLink.expiresAt, new Date().toISOString()),
        ),
      )
      .returning({ usedAt: setupLink.usedAt });
    if (used.length === 0 || (await hasOwner(tx))) {
      throw new DomainError(
        "gone",
        "This set-up link was used, has expired, or an owner exists already. Starting the server without an owner prints a new one.",
      );
    }
    return insertMember(tx, { ...owner, roles: ["owner"] });
  },
  audit: ({ email }, { id }) => ({ subject: id, details: { email } }),
});

function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
