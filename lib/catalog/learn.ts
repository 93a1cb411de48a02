// What was seen of tools, put into the catalog: states, definitions and history.
import { sql } from "drizzle-orm";
import { type Db, rfc3339 } from "../../db/client";
import type { LockedServer } from "./lock-servers";
import type { Change, SeenIn, ToolState } from "./model";
import { pruneDefinitions } from "./prune-definitions";
import { recordChanges, type RecordedChange } from "./record-changes";
import { afterSighting, type KnownTool } from "./tool-states";

export type Sighting = {
  serverId: number;
  toolId: number;
  /** Hex; null where only the name was seen. */
  sha256: string | null;
  document: string | null;
  bytes: number | null;
  seenIn: SeenIn;
  sourceId: number | null;
  eventId: string | null;
  /** RFC 3339, UTC. */
  firstAt: string;
  lastAt: string;
};

type Learned = { serverId: number; firstSeen: string; lastSeen: string; tool: KnownTool };

/**
 * Learns from the sightings in their order; their servers are locked already. `by` is what the
 * history names: `system`, or who imported.
 */
export async function learn(
  db: Db,
  servers: ReadonlyMap<number, LockedServer>,
  sightings: readonly Sighting[],
  by: string,
): Promise<void> {
  if (sightings.length === 0) return;
  const tools = await readTools(db, [...new Set(sightings.map((one) => one.toolId))]);
  const changes: RecordedChange[] = [];
  for (const seen of sightings) {
    const server = servers.get(seen.serverId);
    if (server === undefined) throw new Error("a server is not locked");
    const known = tools.get(seen.toolId);
    const at = Date.parse(seen.lastAt);
    const after = afterSighting(known?.tool ?? null, server, { sha256: seen.sha256, at });
    tools.set(seen.toolId, {
      serverId: seen.serverId,
      firstSeen: earlier(known?.firstSeen, seen.firstAt),
      lastSeen: later(known?.lastSeen, seen.lastAt),
      tool: after.tool,
    });
    const from = known?.tool.state ?? null;
    changes.push(...after.changes.map((what) => changeOf(seen, what, from, after.tool, by)));
  }
  await storeTools(db, tools);
  await storeDefinitions(db, sightings);
  await recordChanges(db, changes);
  await pruneDefinitions(db, changes);
}

function changeOf(
  seen: Sighting,
  what: Change,
  from: ToolState | null,
  { state }: KnownTool,
  by: string,
): RecordedChange {
  const { toolId, sha256, sourceId, eventId } = seen;
  return { toolId, what, from, to: state, sha256, by, reason: null, sourceId, eventId };
}

function earlier(one: string | undefined, other: string): string {
  return one !== undefined && Date.parse(one) <= Date.parse(other) ? one : other;
}

function later(one: string | undefined, other: string): string {
  return one !== undefined && Date.parse(one) >= Date.parse(other) ? one : other;
}

type ToolRow = {
  id: number;
  serverId: number;
  state: ToolState;
  sha256: string | null;
  reviewed: string | null;
  firstSeen: string;
  lastSeen: string;
  told: string | null;
  gone: string | null;
};

async function readTools(db: Db, ids: readonly number[]): Promise<Map<number, Learned>> {
  const rows = await db.execute<ToolRow>(sql`
    SELECT tool_id AS id, server_id AS "serverId", state, encode(sha256, 'hex') AS sha256,
           encode(reviewed_sha256, 'hex') AS reviewed, first_seen_at AS "firstSeen",
           last_seen_at AS "lastSeen", told_at AS told, gone_since AS gone
    FROM catalog_tool
    WHERE tool_id IN (SELECT value::int
      FROM json_array_elements_text(${JSON.stringify(ids)}::text::json))`);
  return new Map(rows.map((row) => [row.id, learnedOf(row)]));
}

function learnedOf(row: ToolRow): Learned {
  const lastSeen = rfc3339(row.lastSeen);
  return {
    serverId: row.serverId,
    firstSeen: rfc3339(row.firstSeen),
    lastSeen,
    tool: {
      state: row.state,
      sha256: row.sha256,
      reviewedSha256: row.reviewed,
      lastSeen: Date.parse(lastSeen),
      toldAt: millisecondsOf(row.told),
      goneSince: millisecondsOf(row.gone),
    },
  };
}

function millisecondsOf(instant: string | null): number | null {
  return instant === null ? null : Date.parse(rfc3339(instant));
}

async function storeTools(db: Db, tools: ReadonlyMap<number, Learned>): Promise<void> {
  const rows = [...tools].map(([id, { serverId, firstSeen, lastSeen, tool }]) => ({
    id,
    server: serverId,
    state: tool.state,
    sha256: tool.sha256,
    reviewed: tool.reviewedSha256,
    first: firstSeen,
    last: lastSeen,
    told: tool.toldAt === null ? null : new Date(tool.toldAt).toISOString(),
  }));
  await db.execute(sql`
    INSERT INTO catalog_tool AS t (tool_id, server_id, state, sha256, reviewed_sha256,
      first_seen_at, last_seen_at, told_at)
    SELECT r.id, r.server, r.state, decode(r.sha256, 'hex'), decode(r.reviewed, 'hex'),
           r.first, r.last, r.told
    FROM json_to_recordset(${JSON.stringify(rows)}::text::json) AS r(id int, server int, state text,
      sha256 text, reviewed text, first timestamptz, last timestamptz,
      told timestamptz)
    ORDER BY r.id
    ON CONFLICT (tool_id) DO UPDATE SET state = excluded.state, sha256 = excluded.sha256,
      reviewed_sha256 = excluded.reviewed_sha256, first_seen_at = excluded.first_seen_at,
      last_seen_at = excluded.last_seen_at, told_at = excluded.told_at,
      state_since = CASE WHEN t.state = excluded.state THEN t.state_since ELSE now() END,
      gone_since = CASE WHEN excluded.last_seen_at > t.gone_since THEN NULL ELSE t.gone_since END`);
}

/** The first to tell of a definition is named; a document may come later than its fingerprint. */
async function storeDefinitions(db: Db, sightings: readonly Sighting[]): Promise<void> {
  const rows = new Map<string, Sighting>();
  for (const seen of sightings) {
    if (seen.sha256 === null) continue;
    const key = `${seen.toolId} ${seen.sha256}`;
    const before = rows.get(key);
    const firstAt = earlier(before?.firstAt, seen.firstAt);
    const lastAt = later(before?.lastAt, seen.lastAt);
    const told = before?.document ? before : seen;
    rows.set(key, { ...told, firstAt, lastAt });
  }
  if (rows.size === 0) return;
  await db.execute(sql`
    INSERT INTO tool_definition AS d (tool_id, sha256, document, bytes, first_seen_at, last_seen_at,
      seen_in, source_id, event_id)
    SELECT r."toolId", decode(r.sha256, 'hex'), r.document, r.bytes, r."firstAt", r."lastAt",
           r."seenIn", r."sourceId", r."eventId"
    FROM json_to_recordset(${JSON.stringify([...rows.values()])}::text::json) AS r("toolId" int,
      sha256 text, document text, bytes int, "firstAt" timestamptz, "lastAt" timestamptz,
      "seenIn" text, "sourceId" int, "eventId" text)
    ON CONFLICT (tool_id, sha256) DO UPDATE SET document = coalesce(d.document, excluded.document),
      bytes = coalesce(d.bytes, excluded.bytes),
      first_seen_at = least(d.first_seen_at, excluded.first_seen_at),
      last_seen_at = greatest(d.last_seen_at, excluded.last_seen_at)`);
}
