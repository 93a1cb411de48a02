import type { Pool } from "../../db/client";
import {
  type SessionView,
  sessionViewSchema,
  type TokenView,
  tokenViewSchema,
} from "./members-view";
import { HANDLE_BYTES, IDLE_MS, sessionHandle } from "./session";
import type { Viewer } from "./viewer";

/** The sessions of a member that are open now, the one that asks marked; last active first. */
export async function listSessions(
  { sql }: Pool,
  viewer: Viewer,
  memberId: string,
): Promise<SessionView[]> {
  const own = viewer.sessionId === null ? "" : sessionHandle(viewer.sessionId);
  const rows = await sql`
    SELECT encode(substr(id_sha256, 1, ${HANDLE_BYTES}), 'hex') AS id, address,
      user_agent AS "userAgent", to_json(auth_time) AS "openedAt",
      to_json(last_active_at) AS "lastActiveAt"
    FROM member_session
    WHERE member_id = ${memberId} AND ended_at IS NULL AND expires_at > now()
      AND last_active_at > now() - ${IDLE_MS} * interval '1 millisecond'
    ORDER BY last_active_at DESC, id`;
  return rows.map((row) => sessionViewSchema.parse({ ...row, current: row["id"] === own }));
}

/** The tokens of a member that were not revoked, newest first; expired ones until they are revoked. */
export async function listTokens({ sql }: Pool, memberId: string): Promise<TokenView[]> {
  const rows = await sql`
    SELECT id, name, created_by AS "createdBy", to_json(created_at) AS "createdAt",
      to_json(expires_at) AS "expiresAt", to_json(last_used_at) AS "lastUsedAt"
    FROM access_token WHERE member_id = ${memberId} AND revoked_at IS NULL
    ORDER BY created_at DESC, id`;
  return rows.map((row) => tokenViewSchema.parse(row));
}
