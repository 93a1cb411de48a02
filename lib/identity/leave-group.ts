import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { person, personGroup } from "../../db/schema/directory";
import { actorName, command } from "../access/command";
import { DomainError } from "../errors";
import { callerScopes } from "./directory-scope";
import { changeDirectory } from "./record-change";
import { withdrawal, withdrawalRecord } from "./withdrawal";

/** Takes a person out of a group. */
export const leaveGroup = command({
  action: "group.left",
  needs: "directory:write",
  input: withdrawal.extend({ group: z.string().max(200) }),
  run: (tx, { id, group }, context) =>
    changeDirectory(tx, async (version) => {
      const [own] = await tx.select({ id: person.id }).from(person).where(eq(person.slug, id));
      const [was] = await tx
        .delete(personGroup)
        .where(and(eq(personGroup.name, group), eq(personGroup.personId, own?.id ?? 0)))
        .returning({ group: personGroup.name, provenance: personGroup.provenance });
      if (!own || !was) throw new DomainError("not_found", "The person is not in this group.");
      const scopes = await callerScopes(tx, own.id);
      const why = `took ${id} out of the group ${group}`;
      return {
        change: { actor: actorName(context.actor), why, scopes },
        output: { version, was },
      };
    }),
  audit: withdrawalRecord,
});
