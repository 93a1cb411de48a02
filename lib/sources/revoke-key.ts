import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { apiKey } from "../../db/schema/access";
import { command } from "../access/command";
import { DomainError } from "../errors";

/** Ends a key; every process refuses it within a second. Throws `not_found`. */
export const revokeKey = command({
  action: "key.revoked",
  needs: "sources:write",
  input: z.object({ id: z.string() }),
  run: async (tx, { id }) => {
    const revoked = await tx
      .update(apiKey)
      .set({ revokedAt: new Date().toISOString() })
      .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)))
      .returning({ id: apiKey.id });
    if (revoked.length === 0) throw new DomainError("not_found", `No live key has the id ${id}.`);
    return { id };
  },
  audit: ({ id }) => ({ subject: id }),
});
