import { and, eq, isNotNull } from "drizzle-orm";
import { person, principal } from "../../db/schema/directory";
import { actorName, command } from "../access/command";
import { DomainError } from "../errors";
import { principalScope } from "./directory-scope";
import { principalName } from "./naming";
import { changeDirectory } from "./record-change";
import { withdrawal, withdrawalRecord } from "./withdrawal";

/** Takes a principal from its person again. */
export const unlinkPrincipal = command({
  action: "principal.unlinked",
  needs: "directory:write",
  input: withdrawal,
  run: (tx, { id }, context) =>
    changeDirectory(tx, async (version) => {
      const linked = and(eq(principal.publicId, id), isNotNull(principal.personId));
      const [found] = await tx
        .select({
          id: principal.id,
          iss: principal.iss,
          sub: principal.sub,
          person: person.slug,
          provenance: principal.linkProvenance,
          by: principal.linkedBy,
        })
        .from(principal)
        .innerJoin(person, eq(person.id, principal.personId))
        .where(linked);
      if (!found) throw new DomainError("not_found", "No linked principal has this id.");
      await tx
        .update(principal)
        .set({ personId: null, linkProvenance: null, linkedBy: null, linkedAt: null })
        .where(linked);
      const { iss, sub, provenance, by } = found;
      const known = iss !== null && sub !== null;
      const scopes = known ? [principalScope(found.id, { iss, sub })] : [];
      const name = known ? principalName({ iss, sub }) : "a principal";
      const why = `unlinked ${name} from ${found.person}`;
      return {
        change: { actor: actorName(context.actor), why, scopes },
        output: { version, was: { person: found.person, provenance, by } },
      };
    }),
  audit: withdrawalRecord,
});
