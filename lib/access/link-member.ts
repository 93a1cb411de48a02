import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { member } from "../../db/schema/access";
import { person } from "../../db/schema/directory";
import { DomainError } from "../errors";
import { command } from "./command";

/** Says which person of the directory a member is; null takes it back. Throws `not_found`. */
export const linkMember = command({
  action: "member.person_linked",
  needs: "members:write",
  input: z.object({ id: z.string(), person: z.string().max(200).nullable() }),
  run: async (tx, { id, person: slug }) => {
    const personId = slug === null ? null : await personIdOf(tx, slug);
    const [found] = await tx
      .update(member)
      .set({ personId })
      .where(eq(member.id, id))
      .returning({ email: member.email });
    if (!found) throw new DomainError("not_found", "There is no such member.");
    return found;
  },
  audit: ({ id, person: slug }, { email }) => ({
    subject: id,
    details: { email, person: slug ?? "nobody" },
  }),
});

async function personIdOf(tx: Db, slug: string): Promise<number> {
  const [found] = await tx.select({ id: person.id }).from(person).where(eq(person.slug, slug));
  if (found) return found.id;
  const message = `The directory has no person ${slug}.`;
  throw new DomainError("not_found", message, { fields: [{ path: "person", message }] });
}
