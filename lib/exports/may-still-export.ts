import type postgres from "postgres";
import type { Actor } from "../access/command";
import type { Role } from "../access/model";
import { permissionsOf } from "../access/permissions";
import type { ExportPlan } from "./model";

/** Whether the member is still one and holds what the export needs: it may run for many minutes. */
export async function mayStillExport(
  sql: postgres.Sql,
  actor: Actor,
  { include }: Pick<ExportPlan, "include">,
): Promise<boolean> {
  if (actor.kind !== "member") return true;
  const rows = await sql<{ role: Role }[]>`
    SELECT r.role FROM member_role r JOIN member m ON m.id = r.member_id
    WHERE m.id = ${actor.viewer.memberId} AND m.disabled_at IS NULL`;
  const permissions = permissionsOf(rows.map(({ role }) => role));
  return (
    permissions.has("calls:export") && (include.length === 0 || permissions.has("payload:read"))
  );
}
