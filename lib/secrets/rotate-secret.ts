import { eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { memberSession } from "../../db/schema/access";
import { deployment } from "../../db/schema/directory";
import { retiredKey } from "../../db/schema/secrets";
import { command } from "../access/command";
import { openRing, sealRing } from "./key-ring";
import { deriveKey, fingerprintOf, type RetiredKey } from "./keys";

/**
 * Puts a new secret in force, in one transaction. What earlier secrets encrypted and marked stays
 * readable and recognised through the key ring; everybody is signed out. To be run while no process
 * uses the old secret. Throws when `from` is not the secret in force.
 */
export const rotateSecret = ({ from, to }: { from: Buffer; to: Buffer }) =>
  command({
    action: "secret.rotated",
    needs: null,
    input: z.object({}),
    run: async (tx) => {
      const ring = await openRing(tx, from);
      const keyId = ring.keyId + 1;
      const retired = sealRing(to, keyId, [...ring.retired, retire(from, ring)]);
      await tx.delete(retiredKey);
      await tx.insert(retiredKey).values(retired);
      await tx
        .update(deployment)
        .set({ secretFingerprint: fingerprintOf(to), keyId, secretRotatedAt: sql`now()` })
        .where(eq(deployment.id, 1));
      await tx
        .update(memberSession)
        .set({ endedAt: sql`now()` })
        .where(isNull(memberSession.endedAt));
      return { keyId };
    },
    audit: (_, { keyId }) => ({
      subject: fingerprintOf(to),
      details: { before: fingerprintOf(from), keyId },
    }),
  });

function retire(
  secret: Buffer,
  ring: { keyId: number; retired: readonly RetiredKey[] },
): RetiredKey {
  const inUse = ring.retired.some(({ redaction }) => redaction !== null);
  return {
    keyId: ring.keyId,
    fingerprint: fingerprintOf(secret),
    retiredAt: new Date().toISOString(),
    payload: deriveKey(secret, "payload"),
    dedupe: deriveKey(secret, "dedupe"),
    redaction: inUse ? null : deriveKey(secret, "redaction"),
  };
}
