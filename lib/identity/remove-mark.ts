import { and, eq } from "drizzle-orm";
import { principal } from "../../db/schema/directory";
import { actorName, command } from "../access/command";
import { DomainError } from "../errors";
import { principalScope } from "./directory-scope";
import type { PrincipalRef } from "./model";
import { principalName } from "./naming";
import { changeDirectory } from "./record-change";
import { withdrawal, withdrawalRecord } from "./withdrawal";

type Removed = { rowId: number; publicId: string; known: PrincipalRef | null };

/** From now on nobody may act through this actor. */
export const removeActor = removal({
  action: "actor.removed",
  mark: "isTrustedActor",
  missing: "No trusted actor has this id.",
  why: ({ known }) => `trusts the actor ${known ? principalName(known) : "without a name"} no more`,
  scopes: ({ publicId }) => [{ kind: "actor" as const, keys: [publicId] }],
});

/** From now on the principal is not known to be a service. */
export const removeService = removal({
  action: "service.removed",
  mark: "isService",
  missing: "No service has this id.",
  why: ({ known }) => `took ${known ? principalName(known) : "a principal"} off the services`,
  scopes: ({ rowId, known }) => (known ? [principalScope(rowId, known)] : []),
});

/** A verb that takes a mark off a principal, found by its public id. */
function removal({
  action,
  mark,
  missing,
  why,
  scopes,
}: {
  action: string;
  mark: "isTrustedActor" | "isService";
  missing: string;
  why: (removed: Removed) => string;
  scopes: (removed: Removed) => ReturnType<typeof principalScope>[];
}) {
  return command({
    action,
    needs: "directory:write",
    input: withdrawal,
    run: (tx, { id }, context) =>
      changeDirectory(tx, async (version) => {
        const [row] = await tx
          .update(principal)
          .set({ [mark]: false })
          .where(and(eq(principal.publicId, id), eq(principal[mark], true)))
          .returning({ id: principal.id, iss: principal.iss, sub: principal.sub });
        if (!row) throw new DomainError("not_found", missing);
        const { iss, sub } = row;
        const known = iss !== null && sub !== null ? { iss, sub } : null;
        const removed = { rowId: row.id, publicId: id, known };
        return {
          change: { actor: actorName(context.actor), why: why(removed), scopes: scopes(removed) },
          output: { version, was: { iss, sub } },
        };
      }),
    audit: withdrawalRecord,
  });
}
