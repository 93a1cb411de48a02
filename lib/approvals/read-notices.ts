// What stands above the inbox: broken glass that waits for a review, or for who was passed over to
// see it, and callers that are held back.
import { type SQL, sql } from "drizzle-orm";
import type { Pool } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { addressedTo, identity, PENDING } from "./approval-rows";
import { HELD_BACK_MINUTES } from "./model";
import { mayReview } from "./may-review";
import { SENTENCE, SENTENCE_JOINS } from "./read-sentence";
import { type NoticesView, noticesView } from "./around-view";
import { type ViewerScope, viewerScope } from "./viewer-scope";

const MOST = 20;

/** What the viewer may see of it, the newest first. */
export async function readNotices(pool: Pool, viewer: Viewer): Promise<NoticesView> {
  const scope = await viewerScope(pool.db, viewer);
  const seen = scope.seesAll ? sql`true` : addressedTo(scope);
  const [reviews, passedOver, heldBack] = await Promise.all([
    brokenGlass(pool, sql`a.reviewed_at IS NULL AND (${seen})`, mayReview(viewer)),
    brokenGlass(
      pool,
      sql`EXISTS (SELECT 1 FROM approval_skipped k WHERE k.approval_id = a.id
            AND k.member_id = ${viewer.memberId} AND k.seen_at IS NULL)`,
      sql`false`,
    ),
    readHeldBack(pool, scope),
  ]);
  return noticesView.parse({ reviews, passedOver, heldBack });
}

async function brokenGlass({ db }: Pool, which: SQL, may: SQL): Promise<unknown[]> {
  const rows = await db.execute<{ item: unknown }>(sql`
    SELECT json_build_object('id', a.id, 'sentence', ${SENTENCE},
      'by', coalesce(by.name, m.name, m.email), 'at', v.voted_at, 'reason', v.reason,
      'mayReview', ${may}) AS item
    FROM approval a JOIN approval_vote v ON v.approval_id = a.id AND v.kind = 'break_glass'
    JOIN member m ON m.id = v.member_id JOIN person by ON by.id = v.person_id
    ${SENTENCE_JOINS}
    WHERE a.break_glass AND ${which} ORDER BY v.voted_at DESC, a.id LIMIT ${MOST}`);
  return rows.map(({ item }) => item);
}

/** Without calls:read those alone of whom something that is addressed to the viewer waits. */
async function readHeldBack({ db }: Pool, scope: ViewerScope): Promise<unknown[]> {
  const rows = await db.execute<{ item: unknown }>(sql`
    SELECT json_build_object('caller', ${identity(sql`caller`, sql`caller_person`)},
      'source', json_build_object('id', s.public_id, 'name', s.name),
      'since', h.since, 'lastAt', h.last_at, 'refused', h.refused,
      'waiting', (SELECT count(*) FROM approval a WHERE a.caller_id = h.caller_id AND ${PENDING}))
      AS item
    FROM approval_held_back h JOIN source s ON s.id = h.source_id
    JOIN principal caller ON caller.id = h.caller_id
    LEFT JOIN person caller_person ON caller_person.id = caller.person_id
    WHERE h.last_at > now() - make_interval(mins => ${HELD_BACK_MINUTES})
      AND ${
        scope.seesAll
          ? sql`true`
          : sql`EXISTS (SELECT 1 FROM approval a WHERE a.caller_id = h.caller_id
                  AND ${PENDING} AND ${addressedTo(scope)})`
      }
    ORDER BY h.last_at DESC LIMIT ${MOST}`);
  return rows.map(({ item }) => item);
}
