import { and, eq, gt, sql } from "drizzle-orm";
import { rfc3339 } from "../../db/client";
import { sanction } from "../../db/schema/directory";
import { actorName, command } from "../access/command";
import { DomainError } from "../errors";
import { sanctionScopes } from "./directory-scope";
import { shown } from "./naming";
import { changeDirectory } from "./record-change";
import { withdrawal, withdrawalRecord } from "./withdrawal";

/** Ends a sanction now; the calls it covered stay sanctioned. */
export const endSanction = command({
  action: "sanction.ended",
  needs: "directory:write",
  input: withdrawal,
  run: (tx, { id }, context) =>
    changeDirectory(tx, async (version) => {
      const running = and(eq(sanction.id, id), gt(sanction.activeUntil, sql`now()`));
      const [before] = await tx.select().from(sanction).where(running);
      const [ended] = await tx
        .update(sanction)
        .set({
          activeUntil: sql`greatest(now(), ${sanction.activeFrom} + interval '1 microsecond')`,
        })
        .where(running)
        .returning({ until: sanction.activeUntil });
      if (!before || !ended) {
        throw new DomainError("not_found", "No running sanction has this id.");
      }
      const within = { from: rfc3339(ended.until), until: rfc3339(before.activeUntil) };
      const scopes = await sanctionScopes(tx, before, within);
      const why = `ended the sanction "${shown(before.reason)}"`;
      return { change: { actor: actorName(context.actor), why, scopes }, output: { version } };
    }),
  audit: withdrawalRecord,
});
