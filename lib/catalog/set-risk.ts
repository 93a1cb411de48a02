import { z } from "zod";
import { actorName, command } from "../access/command";
import { applyRows } from "../identity/apply-rows";
import { RISKS } from "../identity/model";
import { lockTools } from "./find-tools";
import { reasonSchema } from "./model";

/**
 * Says how risky a tool is. It is the directory's word, as an import's would be: the version is
 * raised and the calls that it can affect are judged again. Throws `not_found`.
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
    const [tool] = await lockTools(tx, [id]);
    if (tool === undefined) throw new Error("a locked tool vanished");
    const { server, name, risk: before } = tool;
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
