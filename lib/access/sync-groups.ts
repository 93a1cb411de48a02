import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "../../db/client";
import { adminLog } from "../../db/schema/access";
import { personGroup, principal } from "../../db/schema/directory";
import { DIRECTORY_ROWS } from "../identity/directory-rows";
import { raiseVersion } from "../identity/raise-version";
import type { CompanyAccount } from "./oidc-claims";

/**
 * Puts the account's person, where the directory links one, into the groups of the claim, and out of
 * those that came this way before. Groups from elsewhere stay. A change is recorded.
 */
export async function syncGroups(tx: Db, email: string, account: CompanyAccount): Promise<void> {
  if (account.groups === null) return;
  const [linked] = await tx
    .select({ personId: principal.personId })
    .from(principal)
    .where(and(eq(principal.iss, account.iss), eq(principal.sub, account.sub)));
  const personId = linked?.personId;
  if (!personId) return;
  const rows = await tx
    .select({ name: personGroup.name, provenance: personGroup.provenance })
    .from(personGroup)
    .where(eq(personGroup.personId, personId));
  const wanted = account.groups.filter(isGroupName);
  const added = wanted.filter((name) => rows.every((row) => row.name !== name));
  const removed = rows
    .filter(({ name, provenance }) => provenance === "oidc" && !wanted.includes(name))
    .map(({ name }) => name);
  if (added.length === 0 && removed.length === 0) return;
  if (removed.length > 0) {
    await tx
      .delete(personGroup)
      .where(and(eq(personGroup.personId, personId), inArray(personGroup.name, removed)));
  }
  if (added.length > 0) {
    await tx
      .insert(personGroup)
      .values(added.map((name) => ({ name, personId, provenance: "oidc" as const })));
  }
  const version = await raiseVersion(tx);
  await tx.insert(adminLog).values({
    actor: "system",
    action: "directory.groups_synced",
    subject: `${account.iss} | ${account.sub}`,
    details: { email, added, removed, version },
  });
}

function isGroupName(text: string): boolean {
  return DIRECTORY_ROWS.groups.shape.group.safeParse(text).success && text === text.trim();
}
