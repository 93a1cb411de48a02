// A caller of whom too much waits is held back, and that is told: once, until an hour has passed
// without another refusal.
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Pool } from "../../db/client";
import { command } from "../access/command";
import { enqueue } from "../notify/enqueue";
import { routes } from "../routes";
import { HELD_BACK_MINUTES, MOST_PENDING } from "./model";
import { heldBackNotice } from "./notices";
import { settleAs, settledMeanwhile } from "./settle-by-system";

type Held = { callerId: number; sourceId: number };

/** Counts a refusal, apart from the transaction that was refused: that one leaves nothing behind. */
export async function holdBack(pool: Pool, sourceId: number, evaluationId: string): Promise<void> {
  const [asked] = await pool.sql<{ callerId: number | null }[]>`
    SELECT caller_id AS "callerId" FROM evaluation WHERE id = ${evaluationId}`;
  if (!asked || asked.callerId === null) return;
  const held = { callerId: asked.callerId, sourceId };
  if (await countAgain(pool, held)) return;
  // Another refusal of the same caller may have been first.
  if (!(await settleAs(beginHolding, pool, held))) await countAgain(pool, held);
}

async function countAgain({ sql: query }: Pool, { callerId, sourceId }: Held): Promise<boolean> {
  const rows = await query`
    UPDATE approval_held_back SET refused = refused + 1, last_at = now()
    WHERE caller_id = ${callerId} AND source_id = ${sourceId}
      AND last_at > now() - make_interval(mins => ${HELD_BACK_MINUTES}) RETURNING 1`;
  return rows.length > 0;
}

const beginHolding = command({
  action: "approval.held_back",
  needs: null,
  input: z.object({ callerId: z.int(), sourceId: z.int() }),
  run: async (tx, { callerId, sourceId }) => {
    const [begun] = await tx.execute<{ since: string }>(sql`
      INSERT INTO approval_held_back (caller_id, source_id) VALUES (${callerId}, ${sourceId})
      ON CONFLICT (caller_id, source_id) DO UPDATE SET since = now(), last_at = now(), refused = 1
      WHERE approval_held_back.last_at <= now() - make_interval(mins => ${HELD_BACK_MINUTES})
      RETURNING to_json(since)#>>'{}' AS since`);
    if (!begun) throw settledMeanwhile();
    const [who] = await tx.execute<{ caller: string; publicId: string; source: string }>(sql`
      SELECT coalesce(person.name, person.slug, p.name, p.sub, p.public_id) AS caller,
             p.public_id AS "publicId", s.name AS source
      FROM principal p LEFT JOIN person ON person.id = p.person_id
      JOIN source s ON s.id = ${sourceId} WHERE p.id = ${callerId}`);
    if (!who) throw new Error("a caller or source vanished while it was held back");
    await enqueue(tx, {
      event: "approval.held_back",
      dedupeKey: `approval/held-back/${who.publicId}/${sourceId}/${begun.since}`,
      message: { ...heldBackNotice(who), path: routes.approvals({ tab: "groups" }) },
    });
    return who;
  },
  audit: (_input, { publicId, source }) => ({
    subject: publicId,
    details: { source, waiting: MOST_PENDING },
  }),
});
