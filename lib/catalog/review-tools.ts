import { sql } from "drizzle-orm";
import { actorName, command } from "../access/command";
import { DomainError } from "../errors";
import { shown } from "../identity/naming";
import { type CatalogTool, lockTools } from "./find-tools";
import { reviewInput } from "./model";
import { recordChanges } from "./record-changes";
import { reviewRefusal } from "./review-rules";

/**
 * Allows or blocks tools, all or none, as they were looked at: with another definition by now it is
 * a `conflict`, so that nobody allows what they did not read. Throws `not_found` too.
 */
export const reviewTools = command({
  action: "tools.reviewed",
  needs: "catalog:write",
  input: reviewInput,
  run: async (tx, { tools, verdict, reason }, { actor }) => {
    const found = await lockTools(
      tx,
      tools.map(({ id }) => id),
    );
    const looked = new Map(tools.map(({ id, sha256 }) => [Number(id), sha256]));
    for (const tool of found) refuseStale(tool, looked.get(tool.id) ?? null, verdict);
    await tx.execute(sql`
      UPDATE catalog_tool SET state = ${verdict}, state_since = now(),
        reviewed_sha256 = CASE WHEN ${verdict} = 'allowed' THEN sha256 ELSE reviewed_sha256 END
      WHERE tool_id IN (SELECT value::int FROM json_array_elements_text(
        ${JSON.stringify(found.map(({ id }) => id))}::text::json))`);
    const by = actorName(actor);
    await recordChanges(
      tx,
      found.map(({ id, state, sha256 }) => ({
        toolId: id,
        what: verdict,
        from: state,
        to: verdict,
        sha256,
        by,
        reason,
        sourceId: null,
        eventId: null,
      })),
    );
    return { reviewed: found.map(({ server, name, sha256 }) => ({ server, name, sha256 })) };
  },
  audit: ({ verdict, reason }, { reviewed }) => ({
    subject: subjectOf(reviewed),
    details: { verdict, reason, tools: reviewed },
  }),
});

function refuseStale(tool: CatalogTool, looked: string | null, verdict: "allowed" | "blocked") {
  const full = shown(`${tool.server}/${tool.name}`);
  if (tool.sha256 !== looked) {
    throw new DomainError(
      "conflict",
      `${full} has another definition than the one that you looked at. Look again.`,
    );
  }
  const refusal = reviewRefusal(tool.state, verdict);
  if (refusal !== null) throw new DomainError("conflict", `${full}: ${refusal}`);
}

function subjectOf(reviewed: readonly { server: string; name: string }[]): string {
  const [only] = reviewed;
  return reviewed.length === 1 && only ? `${only.server}/${only.name}` : `${reviewed.length} tools`;
}
