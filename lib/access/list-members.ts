import type postgres from "postgres";
import type { Pool } from "../../db/client";
import { DomainError } from "../errors";
import { isLastOwner } from "./last-owner";
import { type InvitationView, invitationViewSchema, type MemberView } from "./members-view";
import { memberViewSchema } from "./members-view";

/** All members with their roles and how they sign in, oldest first. */
export async function listMembers({ sql }: Pool): Promise<MemberView[]> {
  const rows = await readMembers(sql, sql`true`);
  return rows.map((row) => memberViewSchema.parse(row));
}

/** One member. Throws `not_found`. */
export async function getMember({ sql }: Pool, id: string): Promise<MemberView> {
  const [row] = await readMembers(sql, sql`m.id = ${id}`);
  if (!row) throw new DomainError("not_found", "There is no such member.");
  return memberViewSchema.parse(row);
}

/** Invitations whose link still holds, newest first. */
export async function listInvitations({ sql }: Pool): Promise<InvitationView[]> {
  const rows = await sql`
    SELECT id, email, name, roles, created_by AS "createdBy",
      to_json(created_at) AS "createdAt", to_json(expires_at) AS "expiresAt"
    FROM invitation
    WHERE accepted_at IS NULL AND removed_at IS NULL AND expires_at > now()
    ORDER BY created_at DESC, id`;
  return rows.map((row) => invitationViewSchema.parse(row));
}

async function readMembers(
  sql: postgres.Sql,
  which: postgres.PendingQuery<postgres.Row[]>,
): Promise<object[]> {
  const owners = await sql<{ id: string }[]>`
    SELECT m.id FROM member m JOIN member_role r ON r.member_id = m.id
    WHERE r.role = 'owner' AND m.disabled_at IS NULL`;
  const rows = await sql<{ id: string }[]>`
    SELECT m.id, m.email, m.name, to_json(m.created_at) AS "createdAt",
      to_json(m.disabled_at) AS "disabledAt", to_json(m.last_active_at) AS "lastActiveAt",
      m.password_hash IS NOT NULL AS "hasPassword",
      ARRAY(SELECT role FROM member_role r WHERE r.member_id = m.id ORDER BY role) AS roles,
      (SELECT coalesce(json_agg(json_build_object('iss', a.iss, 'sub', a.sub,
          'boundBy', a.bound_by, 'boundAt', a.bound_at) ORDER BY a.bound_at), '[]')
        FROM member_account a WHERE a.member_id = m.id) AS accounts,
      CASE WHEN p.id IS NULL THEN NULL
        ELSE json_build_object('id', p.slug, 'name', p.name) END AS person
    FROM member m LEFT JOIN person p ON p.id = m.person_id
    WHERE ${which} ORDER BY m.created_at, m.id`;
  const ids = owners.map(({ id }) => id);
  return rows.map((row) => ({ ...row, lastOwner: isLastOwner(row.id, ids) }));
}
