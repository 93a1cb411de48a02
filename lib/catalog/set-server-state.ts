import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { type Actor, actorName, command } from "../access/command";
import { DomainError } from "../errors";
import { shown } from "../identity/naming";
import { lockServers } from "./lock-servers";
import { reasonSchema, type ServerState } from "./model";
import { raiseCatalogVersion, recordChanges } from "./record-changes";
import { SERVER_TRANSITIONS } from "./tool-states";

const id = z.string().regex(/^\d{1,9}$/, "no id of a server");
const input = z.object({ id, reason: reasonSchema });

/**
 * Ends the learning of a server: from now on what is new or changed waits for a review. Throws
 * `not_found` and `conflict`.
 */
export const endLearning = command({
  action: "catalog.enforced",
  needs: "catalog:write",
  input,
  run: async (tx, { id: own, reason }, { actor }) => {
    const name = await moveServer(tx, own, "enforced", reason, actor);
    await raiseCatalogVersion(tx);
    return { name };
  },
  audit: ({ reason }, { name }) => ({ subject: name, details: { reason } }),
});

/**
 * Lets a server learn again: what waits is allowed as it is, what is blocked stays blocked. Throws
 * `not_found` and `conflict`.
 */
export const startLearning = command({
  action: "catalog.learning",
  needs: "catalog:write",
  input,
  run: async (tx, { id: own, reason }, { actor }) => {
    const name = await moveServer(tx, own, "learning", reason, actor);
    const waiting = await tx.execute<{
      id: number;
      from: "new" | "changed";
      sha256: string | null;
    }>(
      sql`
      WITH waiting AS (
        SELECT tool_id, state FROM catalog_tool
        WHERE server_id = ${Number(own)} AND state IN ('new', 'changed')
      )
      UPDATE catalog_tool c SET state = 'allowed', state_since = now(), reviewed_sha256 = c.sha256
      FROM waiting w WHERE c.tool_id = w.tool_id
      RETURNING c.tool_id AS id, w.state AS "from", encode(c.sha256, 'hex') AS sha256`,
    );
    const by = actorName(actor);
    const changes = waiting.map(({ id: toolId, from, sha256 }) => ({
      toolId,
      what: "learning_again" as const,
      from,
      to: "allowed" as const,
      sha256,
      by,
      reason,
      sourceId: null,
      eventId: null,
    }));
    await recordChanges(tx, changes);
    await raiseCatalogVersion(tx);
    return { name, allowed: waiting.length };
  },
  audit: ({ reason }, { name, allowed }) => ({ subject: name, details: { reason, allowed } }),
});

/** Whether a request to a server that states no fingerprint is held. Throws `not_found`. */
export const setStrict = command({
  action: "catalog.strict_set",
  needs: "catalog:write",
  input: input.extend({ strict: z.boolean() }),
  run: async (tx, { id: own, strict }) => {
    const { name } = await lockServer(tx, own);
    await tx.execute(sql`UPDATE catalog_server SET strict = ${strict}
      WHERE server_id = ${Number(own)}`);
    await raiseCatalogVersion(tx);
    return { name };
  },
  audit: ({ strict, reason }, { name }) => ({ subject: name, details: { strict, reason } }),
});

async function moveServer(
  tx: Db,
  own: string,
  to: ServerState,
  reason: string,
  actor: Actor,
): Promise<string> {
  const { name, state } = await lockServer(tx, own);
  const next: readonly ServerState[] = SERVER_TRANSITIONS[state];
  if (!next.includes(to)) throw new DomainError("conflict", `${shown(name)} is ${to} already.`);
  await tx.execute(sql`
    UPDATE catalog_server SET state = ${to}, changed_at = now(), changed_by = ${actorName(actor)},
      reason = ${reason} WHERE server_id = ${Number(own)}`);
  return name;
}

async function lockServer(tx: Db, own: string): Promise<{ name: string; state: ServerState }> {
  const [known] = await tx.execute<{ name: string }>(sql`
    SELECT s.name FROM catalog_server c JOIN server s ON s.id = c.server_id
    WHERE c.server_id = ${Number(own)}`);
  const locked = known && (await lockServers(tx, [Number(own)])).get(Number(own));
  if (!locked) throw new DomainError("not_found", "The catalog has no such server.");
  return { name: known.name, state: locked.state };
}
