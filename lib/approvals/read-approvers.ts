// Everybody who could decide something, for whoever goes past them.
import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { rolesWith } from "../access/permissions";
import type { Step } from "./model";
import { type Approver, fits } from "./quorum";

export type NamedApprover = Approver & { memberId: string; name: string };

/** Enabled members whom one of these steps names, by name. */
export async function readApprovers(
  db: Pick<Db, "execute">,
  steps: readonly Step[],
): Promise<NamedApprover[]> {
  const roles = sql.join(
    rolesWith("approvals:decide").map((role) => sql`${role}`),
    sql`, `,
  );
  const rows = await db.execute<Omit<NamedApprover, "groups"> & { groups: string[] }>(sql`
    SELECT m.id AS "memberId", p.slug AS person, coalesce(p.name, m.name, m.email) AS name,
           ARRAY(SELECT name FROM person_group WHERE person_id = p.id) AS groups
    FROM member m JOIN person p ON p.id = m.person_id
    WHERE m.disabled_at IS NULL
      AND EXISTS (SELECT 1 FROM member_role r WHERE r.member_id = m.id AND r.role IN (${roles}))
    ORDER BY 3, 1`);
  return rows
    .map(({ groups, ...row }) => ({ ...row, groups: new Set(groups) }))
    .filter((one) => steps.some((step) => fits(step, one)));
}
