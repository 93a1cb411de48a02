import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { actorName, command } from "../access/command";
import { DomainError } from "../errors";
import { applyRows } from "../identity/apply-rows";
import { RISKS, type Risk } from "../identity/model";
import { reasonSchema } from "./model";

/**
 * Says how risky a tool is, also one that nobody has seen yet. It is the directory's word, as an import's
 * would be: the version is raised and the calls that it can affect are judged again. Throws `not_found`.
 */
export const setRisk = command({
  action: "tool.risk_set",
  needs: "catalog:write",
  input: z.object({
    id: z.string().regex(/^\d{1,9}$/, "no id of a tool"),
    risk: z.enum(RISKS),
    reason: reasonSchema.optional(),
  }),
  run: async (tx, { id, risk }, { actor }) => {
    const { server, name, before } = await namesOf(tx, id);
    const rows = [{ line: 1, cells: { server, name, risk } }];
    const { version } = await applyRows(
      tx,
      { kind: "tools", via: "manual", rows },
      actorName(actor),
    );
    return { server, name, before, version };
  },
  audit: ({ risk, reason }, { server, name, before, version }) => ({
    subject: `${server}/${name}`,
    details: { risk, before, version, ...(reason && { reason }) },
  }),
});

async function namesOf(tx: Db, id: string) {
  const [tool] = await tx.execute<{ server: string; name: string; before: Risk | null }>(sql`
    SELECT s.name AS server, tool.name, tool.risk AS before
    FROM tool JOIN server s ON s.id = tool.server_id WHERE tool.id = ${Number(id)}`);
  if (tool === undefined) throw new DomainError("not_found", "The catalog has no such tool.");
  return tool;
}
