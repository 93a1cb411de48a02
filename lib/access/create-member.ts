import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { member, memberRole } from "../../db/schema/access";
import { DomainError } from "../errors";
import { randomId } from "../ids";
import { command } from "./command";
import { roleSchema } from "./model";
import { hashPassword, passwordSchema } from "./password";

const input = z.object({
  email: z.email().max(254),
  name: z.string().max(200).optional(),
  roles: z.array(roleSchema).min(1),
  password: passwordSchema,
});

/** Makes a local member. Throws `conflict` when the e-mail is taken. */
export const createMember = command({
  action: "member.created",
  needs: "members:write",
  input,
  run: (tx, one) => insertMember(tx, one),
  audit: ({ email, roles }, { id }) => ({ subject: id, details: { email, roles } }),
});

/** Adds roles to a member found by e-mail. Throws `not_found`. */
export const grantRoles = command({
  action: "member.roles_granted",
  needs: "members:write",
  input: input.pick({ email: true, roles: true }),
  run: async (tx, { email, roles }) => {
    const found = await findMember(tx, email);
    if (!found) throw new DomainError("not_found", `No member has the e-mail ${email}.`);
    await addRoles(tx, found.id, roles);
    return found;
  },
  audit: ({ email, roles }, { id }) => ({ subject: id, details: { email, roles } }),
});

/** The insert alone, for verbs that make a member as part of more (set-up, invitation). */
export async function insertMember(
  tx: Db,
  one: Omit<z.output<typeof input>, "password"> & {
    /** Without one they sign in with a company account only. */
    password?: string;
  },
): Promise<{ id: string; email: string }> {
  if (await findMember(tx, one.email)) {
    throw new DomainError("conflict", `A member with the e-mail ${one.email} exists already.`);
  }
  const id = randomId("mem");
  await tx.insert(member).values({
    id,
    email: one.email,
    name: one.name ?? null,
    passwordHash: one.password === undefined ? null : await hashPassword(one.password),
  });
  await addRoles(tx, id, one.roles);
  return { id, email: one.email };
}

async function addRoles(tx: Db, memberId: string, roles: z.output<typeof input>["roles"]) {
  await tx
    .insert(memberRole)
    .values([...new Set(roles)].map((role) => ({ memberId, role })))
    .onConflictDoNothing();
}

/** By e-mail, whatever its case: the name of an account here, never proof of who somebody is. */
export async function findMember(tx: Db, email: string): Promise<{ id: string } | undefined> {
  const [found] = await tx
    .select({ id: member.id })
    .from(member)
    .where(eq(sql`lower(${member.email})`, email.toLowerCase()));
  return found;
}
