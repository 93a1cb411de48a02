import { sql } from "drizzle-orm";
import { z } from "zod";
import { command } from "../access/command";
import { DomainError } from "../errors";
import type { Keys } from "../secrets/keys";
import { findSource } from "../sources/find-source";
import { quarantineContext } from "./quarantine";

const openQuarantinedInput = z.object({
  /** Name or id of the source. */
  source: z.string().max(64),
  entry: z.string().regex(/^\d{1,18}$/, "not an id of an entry"),
});

/**
 * Opens what an entry of quarantine holds: `payload:read`, and every look is an admin-log record in
 * the transaction that read it. It was redacted before it was stored. Throws `not_found`.
 */
export const openQuarantined = (keys: Keys) =>
  command({
    action: "quarantine.opened",
    needs: "payload:read",
    input: openQuarantinedInput,
    run: async (tx, { source, entry }) => {
      const { id } = await findSource(tx, source);
      const [row] = await tx.execute<{ ciphertext: Buffer }>(sql`
        SELECT ciphertext FROM quarantine
        WHERE id = ${entry}::bigint AND source_id = ${id} AND expires_at > now()`);
      if (!row) throw new DomainError("not_found", "There is no such entry, or it has expired.");
      return { content: keys.decrypt(row.ciphertext, quarantineContext(id)).toString("utf8") };
    },
    audit: ({ source, entry }) => ({ subject: source, details: { entry } }),
  });
