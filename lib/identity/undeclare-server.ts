import { and, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import { server } from "../../db/schema/directory";
import { actorName, command } from "../access/command";
import { DomainError } from "../errors";
import { shown } from "./naming";
import { changeDirectory } from "./record-change";
import { withdrawal, withdrawalRecord } from "./withdrawal";

/** Forgets how a server signs in: its calls are judged by their own evidence again. */
export const undeclareServer = command({
  action: "server.undeclared",
  needs: "directory:write",
  input: withdrawal.extend({ id: z.string().regex(/^\d{1,9}$/, "no id of a server") }),
  run: (tx, { id }, context) =>
    changeDirectory(tx, async (version) => {
      const own = and(eq(server.id, Number(id)), isNotNull(server.declaredAt));
      const [was] = await tx.select().from(server).where(own);
      if (!was) throw new DomainError("not_found", "No declared server has this id.");
      await tx
        .update(server)
        .set({
          resource: null,
          configured: null,
          scopeCeiling: null,
          lifetimeLimitHours: null,
          staticClient: null,
          declaredAt: null,
        })
        .where(own);
      const why = `withdrew the declaration of the server ${shown(was.name)}`;
      return {
        change: {
          actor: actorName(context.actor),
          why,
          scopes: [{ kind: "server", ref: was.id }],
        },
        output: { version, was },
      };
    }),
  audit: withdrawalRecord,
});
