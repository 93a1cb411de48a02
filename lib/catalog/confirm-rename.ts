import { sql } from "drizzle-orm";
import { z } from "zod";
import { actorName, command } from "../access/command";
import { DomainError } from "../errors";
import { applyRows } from "../identity/apply-rows";
import { shown } from "../identity/naming";
import { lockTools } from "./find-tools";
import { reasonSchema } from "./model";
import { recordChanges } from "./record-changes";
import { WAITING } from "./tool-states";

const id = z.string().regex(/^\d{1,9}$/, "no id of a tool");

/**
 * Says that a waiting tool is one that is gone, under another name: its review and its risk class
 * are carried over. Throws `not_found`; `conflict` where there is no review to carry.
 */
export const confirmRename = command({
  action: "tool.renamed",
  needs: "catalog:write",
  input: z.object({
    id,
    from: id,
    /** The fingerprint that was looked at. */
    sha256: z.string().nullable(),
    reason: reasonSchema,
  }),
  run: async (tx, { id: own, from, sha256, reason }, { actor }) => {
    const tools = await lockTools(tx, [own, from]);
    const renamed = tools.find((one) => one.id === Number(own));
    const old = tools.find((one) => one.id === Number(from));
    if (!renamed || !old || renamed.id === old.id || renamed.serverId !== old.serverId) {
      throw new DomainError("conflict", "A tool is renamed from another one of the same server.");
    }
    if (!old.gone) throw new DomainError("conflict", `${shown(old.name)} is still there.`);
    if (WAITING.includes(old.state)) {
      throw new DomainError("conflict", `${shown(old.name)} was never reviewed itself.`);
    }
    if (!WAITING.includes(renamed.state)) {
      throw new DomainError("conflict", `${shown(renamed.name)} does not wait for a review.`);
    }
    if (renamed.sha256 !== sha256) {
      throw new DomainError(
        "conflict",
        `${shown(renamed.name)} has another definition by now. Look again.`,
      );
    }
    await tx.execute(sql`
      UPDATE catalog_tool SET state = ${old.state}, state_since = now(), renamed_from = ${old.id},
        reviewed_sha256 = CASE WHEN ${old.state} = 'allowed' THEN sha256 END
      WHERE tool_id = ${renamed.id}`);
    const by = actorName(actor);
    if (old.risk !== null && old.risk !== renamed.risk) {
      const cells = { server: renamed.server, name: renamed.name, risk: old.risk };
      await applyRows(tx, { kind: "tools", via: "manual", rows: [{ line: 1, cells }] }, by);
    }
    const change = { what: "renamed" as const, from: renamed.state, to: old.state, sha256, by };
    const place = { toolId: renamed.id, reason, sourceId: null, eventId: null };
    await recordChanges(tx, [{ ...change, ...place }]);
    return { server: renamed.server, name: renamed.name, old: old.name, state: old.state };
  },
  audit: ({ reason, sha256 }, { server, name, old, state }) => ({
    subject: `${server}/${name}`,
    details: { from: old, state, sha256, reason },
  }),
});
