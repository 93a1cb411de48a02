// Whose rights an author's are: their person in the directory, with all groups and principals.
import { inArray } from "drizzle-orm";
import type { Db } from "../../../db/client";
import { member, memberAccount } from "../../../db/schema/access";
import { person } from "../../../db/schema/directory";
import type { DirectoryIndex } from "../../identity/directory-index";
import { principalKey } from "../../identity/principal";
import { whoIs } from "../cells/who";
import type { AuthorRights } from "./loosening";

/** The person of each member that has one, by what an owner said or by their company account. */
export async function personsOf(
  tx: Db,
  directory: DirectoryIndex,
  members: readonly string[],
): Promise<Map<string, string>> {
  if (members.length === 0) return new Map();
  const [rows, accounts, persons] = await Promise.all([
    tx
      .select({ id: member.id, personId: member.personId })
      .from(member)
      .where(inArray(member.id, [...members])),
    tx
      .select()
      .from(memberAccount)
      .where(inArray(memberAccount.memberId, [...members])),
    tx.select({ id: person.id, slug: person.slug }).from(person),
  ]);
  const slugs = new Map(persons.map(({ id, slug }) => [id, slug]));
  const found = new Map<string, string>();
  for (const account of accounts) {
    const known = directory.personOfPrincipal.get(principalKey(account))?.id;
    if (known !== undefined) found.set(account.memberId, known);
  }
  for (const { id, personId } of rows) {
    const slug = personId === null ? undefined : slugs.get(personId);
    if (slug !== undefined) found.set(id, slug);
  }
  return found;
}

/** An author whom the directory does not know could be anybody. */
export function rightsOf(directory: DirectoryIndex, slug: string | undefined): AuthorRights {
  if (slug === undefined) return { author: { surely: new Set(), unknown: true }, groups: [] };
  const author = whoIs(`person:${slug}`, directory);
  const groups = [...directory.groups].flatMap(([name, all]) => (all.has(slug) ? [name] : []));
  return { author, groups };
}
