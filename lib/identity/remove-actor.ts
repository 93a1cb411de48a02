import { and, eq } from "drizzle-orm";
import { principal } from "../../db/schema/directory";
import { actorName, command } from "../access/command";
import { DomainError } from "../errors";
import { principalName } from "./naming";
import { changeDirectory } from "./record-change";
import { withdrawal, withdrawalRecord } from "./withdrawal";

/** From now on nobody may act through this actor. */
export const removeActor = command({
  action: "actor.removed",
  needs: "directory:write",
  input: withdrawal,
  run: (tx, { id }, context) =>
    changeDirectory(tx, async (version) => {
      const [removed] = await tx
        .update(principal)
        .set({ isTrustedActor: false })
        .where(and(eq(principal.publicId, id), eq(principal.isTrustedActor, true)))
        .returning({ id: principal.id, iss: principal.iss, sub: principal.sub });
      if (!removed) throw new DomainError("not_found", "No trusted actor has this id.");
      const { iss, sub } = removed;
      const known = iss !== null && sub !== null ? { iss, sub } : null;
      const why = `trusts the actor ${known ? principalName(known) : "without a name"} no more`;
      return {
        change: { actor: actorName(context.actor), why, scopes: [{ kind: "actor", keys: [id] }] },
        output: { version, was: { iss, sub } },
      };
    }),
  audit: withdrawalRecord,
});
