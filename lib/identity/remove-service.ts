import { and, eq } from "drizzle-orm";
import { principal } from "../../db/schema/directory";
import { actorName, command } from "../access/command";
import { DomainError } from "../errors";
import { principalScope } from "./directory-scope";
import { principalName } from "./naming";
import { changeDirectory } from "./record-change";
import { withdrawal, withdrawalRecord } from "./withdrawal";

/** From now on the principal is not known to be a service. */
export const removeService = command({
  action: "service.removed",
  needs: "directory:write",
  input: withdrawal,
  run: (tx, { id }, context) =>
    changeDirectory(tx, async (version) => {
      const [removed] = await tx
        .update(principal)
        .set({ isService: false })
        .where(and(eq(principal.publicId, id), eq(principal.isService, true)))
        .returning({ id: principal.id, iss: principal.iss, sub: principal.sub });
      if (!removed) throw new DomainError("not_found", "No service has this id.");
      const { iss, sub } = removed;
      const known = iss !== null && sub !== null ? { iss, sub } : null;
      const why = `took ${known ? principalName(known) : "a principal"} off the services`;
      return {
        change: {
          actor: actorName(context.actor),
          why,
          scopes: known ? [principalScope(removed.id, known)] : [],
        },
        output: { version, was: { iss, sub } },
      };
    }),
  audit: withdrawalRecord,
});
