import { sql } from "drizzle-orm";
import type { Pool } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { addressedTo } from "./approval-rows";
import { SENTENCE, SENTENCE_JOINS } from "./read-sentence";
import { type grantsPage, type GrantView, grantView } from "./view";
import { viewerScope } from "./viewer-scope";
import type { z } from "zod";

const PAGE = 100;

/** Those that stand first, then those that ended, the oldest first. `cursor` is the id that the page before ended with. */
export async function listGrants(
  { db }: Pool,
  viewer: Viewer,
  cursor?: string,
): Promise<z.infer<typeof grantsPage>> {
  const scope = await viewerScope(db, viewer);
  const standing = sql`(g.revoked_at IS NULL AND g.ends_at > now() AND g.uses < g.most)`;
  const rows = await db.execute<{ item: unknown }>(sql`
    SELECT ${GRANT} AS item
    FROM approval_grant g JOIN approval a ON a.id = g.approval_id ${SENTENCE_JOINS}
    WHERE ${scope.seesAll ? sql`true` : addressedTo(scope)}
      AND ${
        cursor === undefined
          ? sql`true`
          : sql`(NOT ${standing}, g.granted_at, g.id) > (
        SELECT NOT ${standing}, g.granted_at, g.id FROM approval_grant g WHERE g.id = ${cursor})`
      }
    ORDER BY NOT ${standing}, g.granted_at, g.id LIMIT ${PAGE + 1}`);
  const items = rows.slice(0, PAGE).map(({ item }) => grantView.parse(item));
  return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null };
}

/** What a decision covers beside its call. */
export async function grantsOf({ db }: Pool, approvalId: string): Promise<GrantView[]> {
  const rows = await db.execute<{ item: unknown }>(sql`
    SELECT ${GRANT} AS item
    FROM approval_grant g JOIN approval a ON a.id = g.approval_id ${SENTENCE_JOINS}
    WHERE a.id = ${approvalId} ORDER BY g.granted_at, g.id`);
  return rows.map(({ item }) => grantView.parse(item));
}

const GRANT = sql`
  json_build_object('id', g.id, 'approvalId', a.id, 'sentence', ${SENTENCE},
    'scope', g.scope, 'uses', g.uses, 'most', g.most, 'grantedBy', g.granted_by,
    'grantedAt', g.granted_at, 'endsAt', g.ends_at, 'lastUsedAt', g.last_used_at,
    'state', CASE WHEN g.revoked_at IS NOT NULL THEN 'revoked'
                  WHEN g.ends_at <= now() THEN 'ended'
                  WHEN g.uses >= g.most THEN 'used_up' ELSE 'standing' END,
    'revoked', CASE WHEN g.revoked_at IS NOT NULL THEN json_build_object(
      'at', g.revoked_at, 'by', g.revoked_by, 'reason', g.revoked_reason) END)`;
