// May one admin do alone what needs two? Only where the deployment says so, or has one admin only.
import { eq, isNull, and, inArray } from "drizzle-orm";
import { z } from "zod";
import type { Db, Pool } from "../../../db/client";
import { member, memberRole } from "../../../db/schema/access";
import { deployment } from "../../../db/schema/directory";
import { command } from "../../access/command";
import { ROLES } from "../../access/model";
import { ROLE_PERMISSIONS } from "../../access/permissions";
import { DomainError } from "../../errors";
import type { SingleAdmin } from "./review-view";

/** Enabled members who may publish now. */
export async function publishers(db: Db | Pool["db"]): Promise<string[]> {
  const writers = ROLES.filter((role) => ROLE_PERMISSIONS[role].includes("policy:write"));
  const rows = await db
    .select({ id: member.id })
    .from(memberRole)
    .innerJoin(member, eq(member.id, memberRole.memberId))
    .where(and(inArray(memberRole.role, writers), isNull(member.disabledAt)))
    .groupBy(member.id);
  return rows.map(({ id }) => id);
}

export async function readSingleAdmin(db: Db | Pool["db"]): Promise<SingleAdmin> {
  const [set] = await db.select({ on: deployment.singleAdmin }).from(deployment);
  const { length: admins } = await publishers(db);
  const why = set?.on === true ? "set" : admins <= 1 ? "only_one" : null;
  return { on: why !== null, why, admins };
}

/** Throws `conflict` where it is switched on although a second admin is there to agree. */
export const setSingleAdmin = command({
  action: "policy.single_admin_set",
  needs: "members:write",
  input: z.strictObject({ on: z.boolean(), reason: z.string().trim().min(3).max(500) }),
  run: async (tx, { on }, { actor }) => {
    const { admins } = await readSingleAdmin(tx);
    if (on && admins > 1 && actor.kind === "member") {
      throw new DomainError(
        "conflict",
        `There are ${admins} members who may publish: one of them can agree. The operator can switch this on at the command line.`,
      );
    }
    await tx.update(deployment).set({ singleAdmin: on });
    return readSingleAdmin(tx);
  },
  audit: ({ on, reason }) => ({ subject: "policy", details: { on, reason } }),
});
