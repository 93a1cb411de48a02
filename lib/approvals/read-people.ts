// The people around an approval, as the database has them at this moment.
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import type { Permission } from "../access/model";
import { rolesWith } from "../access/permissions";
import { DomainError } from "../errors";
import { SEASONED_AFTER_MS } from "../passkeys/model";
import { DESTRUCTIVE } from "./destructive";
import type { Approver } from "./quorum";

/** A member who is a person of the directory, with that person's groups. */
export type Decider = Approver & { memberId: string; personId: number; name: string };

const groupsOf = (person: SQL) =>
  sql`ARRAY(SELECT name FROM person_group WHERE person_id = ${person} ORDER BY name)`;

/** An enabled member holds one of the roles that may do this. */
const holds = (member: SQL, permission: Permission) => sql`EXISTS (
  SELECT 1 FROM member_role r WHERE r.member_id = ${member}
    AND r.role IN (${sql.join(
      rolesWith(permission).map((role) => sql`${role}`),
      sql`, `,
    )}))`;

type Row = { memberId: string; personId: number; person: string; name: string; groups: string[] };

/** Whether rows are held until the end of the transaction, or only looked at. */
type Manner = "hold" | "look";
const held = (manner: Manner, tables: SQL) =>
  manner === "hold" ? sql`FOR SHARE OF ${tables}` : sql``;

/** Throws `forbidden` for a member whom nobody linked to a person. */
export async function readDecider(
  tx: Db,
  memberId: string,
  manner: Manner = "hold",
): Promise<Decider> {
  const [row] = await tx.execute<Row>(sql`
    SELECT m.id AS "memberId", p.id AS "personId", p.slug AS person,
           coalesce(p.name, m.name, m.email) AS name, ${groupsOf(sql`p.id`)} AS groups
    FROM member m JOIN person p ON p.id = m.person_id
    WHERE m.id = ${memberId} AND m.disabled_at IS NULL ${held(manner, sql`m`)}`);
  if (row) return { ...row, groups: new Set(row.groups) };
  throw new DomainError(
    "forbidden",
    "Only a member that is linked to a person of the directory decides; ask an owner to link you.",
  );
}

/** The person whose deputy this member is now. Throws `forbidden` where they are not. */
export async function readPower(
  tx: Db,
  deputy: string,
  absent: string,
  manner: Manner = "hold",
): Promise<Decider & { delegationId: string }> {
  const [row] = await tx.execute<Row & { delegationId: string }>(sql`
    SELECT d.id AS "delegationId", m.id AS "memberId", p.id AS "personId", p.slug AS person,
           coalesce(p.name, m.name, m.email) AS name, ${groupsOf(sql`p.id`)} AS groups
    FROM approval_delegation d JOIN member m ON m.id = d.from_member
    JOIN person p ON p.id = m.person_id
    WHERE d.to_member = ${deputy} AND d.from_member = ${absent} AND d.ended_at IS NULL
      AND d.starts_at <= now() AND now() < d.ends_at AND m.disabled_at IS NULL
      AND ${holds(sql`m.id`, "approvals:decide")} ${held(manner, sql`m, d`)}`);
  if (row) return { ...row, groups: new Set(row.groups) };
  throw new DomainError("forbidden", "You are not this person's deputy at the moment.");
}

/** By its member or an owner: whoever has the phone by now could have signed with it. */
const SIGNED_WITH_REMOVED = sql`EXISTS (
  SELECT 1 FROM member_passkey k WHERE k.id = v.evidence::json->>'passkey' AND k.removed_at IS NOT NULL)`;

export type EntitledVote = Approver & {
  kind: "step" | "break_glass";
  /** By a passkey that was a day old by then. */
  seasoned: boolean;
};

/**
 * The yeses that still count, as the power behind each. For a tool that counts as destructive by
 * now, a sign-in alone does not; a signature by a passkey that was removed since never does.
 */
export async function entitledVotes(
  tx: Db,
  approvalId: string,
  manner: Manner = "hold",
): Promise<EntitledVote[]> {
  const rows = await tx.execute<Omit<EntitledVote, "groups"> & { groups: string[] }>(sql`
    SELECT p.slug AS person, ${groupsOf(sql`p.id`)} AS groups, v.kind,
           coalesce((v.evidence::json->>'enrolledAt')::timestamptz
             <= v.voted_at - ${SEASONED_AFTER_MS} * interval '1 millisecond', false) AS seasoned
    FROM approval_vote v JOIN member m ON m.id = v.member_id JOIN person p ON p.id = v.power_id
    JOIN approval a ON a.id = v.approval_id JOIN evaluation e ON e.id = a.evaluation_id
    WHERE v.approval_id = ${approvalId} AND v.choice = 'approve'
      AND CASE v.proof WHEN 'passkey' THEN NOT ${SIGNED_WITH_REMOVED} ELSE NOT ${DESTRUCTIVE} END
      AND m.disabled_at IS NULL AND m.person_id = v.person_id
      AND CASE v.kind WHEN 'break_glass' THEN ${holds(sql`m.id`, "approvals:break-glass")}
                      ELSE ${holds(sql`m.id`, "approvals:decide")} END
      AND (v.delegation_id IS NULL OR EXISTS (
        SELECT 1 FROM member a WHERE a.person_id = v.power_id AND a.disabled_at IS NULL
          AND ${holds(sql`a.id`, "approvals:decide")}))
    ${held(manner, sql`m`)}`);
  return rows.map(({ groups, ...row }) => ({ ...row, groups: new Set(groups) }));
}
