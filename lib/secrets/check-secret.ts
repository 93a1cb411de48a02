import { eq } from "drizzle-orm";
import type { Db } from "../../db/client";
import { deployment } from "../../db/schema/directory";
import type { Keys } from "./keys";

/** Remembers the secret's fingerprint at the first start; throws when this is another secret. */
export async function checkSecret(db: Db, keys: Keys): Promise<void> {
  await db.insert(deployment).values({ secretFingerprint: keys.fingerprint }).onConflictDoNothing();
  const [row] = await db.select().from(deployment).where(eq(deployment.id, 1));
  if (row?.secretFingerprint !== keys.fingerprint) {
    throw new Error(
      `ONBEHALF_SECRET is not the one this database was set up with (fingerprint ${keys.fingerprint}, expected ${row?.secretFingerprint}).\n` +
        "  With another secret nobody could sign in and no encrypted record could be opened. Use the first one.",
    );
  }
}
