// A list of tools may come in pages. Only when the last one is there is it known what is missing.
import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Db, rfc3339 } from "../../db/client";
import { recordChanges } from "./record-changes";
import type { ToolState } from "./model";
import type { Listing } from "./read-listing";

/** Of all pages of one list; a longer one tells nothing about what is missing. */
const MOST_NAMES = 20_000;
const WAIT = "1 hour";

export type PlacedListing = {
  sourceId: number | null;
  serverId: number;
  /** RFC 3339, UTC. */
  at: string;
  listing: Pick<Listing, "cursor" | "next" | "filtered" | "unread"> & {
    tools: readonly { name: string }[];
  };
};

/** Joins the page to those before it; after the last, tools that no page had are marked as gone. */
export async function closeListing(db: Db, placed: PlacedListing, by: string): Promise<void> {
  const { listing, sourceId } = placed;
  if (listing.filtered) return;
  const before = listing.cursor === null ? firstPage(placed) : await takeOpen(db, placed);
  if (before === null) return;
  const names = [...before.names, ...listing.tools.map(({ name }) => name)];
  const unread = before.unread + listing.unread;
  if (listing.next === null) {
    await markGone(db, { ...placed, names, unread, startedAt: before.startedAt }, by);
    return;
  }
  if (sourceId === null || names.length > MOST_NAMES) return;
  await db.execute(sql`
    INSERT INTO listing_open (source_id, server_id, cursor_sha256, names, unread, started_at)
    VALUES (${sourceId}, ${placed.serverId}, ${listing.next}, ${JSON.stringify(names)}, ${unread},
            ${before.startedAt})
    ON CONFLICT (source_id, server_id, cursor_sha256) DO UPDATE SET names = excluded.names,
      unread = excluded.unread, started_at = excluded.started_at, opened_at = now()`);
  await db.execute(sql`DELETE FROM listing_open WHERE opened_at < now() - ${WAIT}::interval`);
}

type Before = { names: string[]; unread: number; startedAt: string };

function firstPage({ at }: PlacedListing): Before {
  return { names: [], unread: 0, startedAt: at };
}

/** Null where the page before is not here: it was lost, or is older than an hour. */
async function takeOpen(db: Db, { sourceId, serverId, listing }: PlacedListing) {
  const [open] = await db.execute<{ names: string; unread: number; startedAt: string }>(sql`
    DELETE FROM listing_open WHERE source_id = ${sourceId} AND server_id = ${serverId}
      AND cursor_sha256 = ${listing.cursor}
    RETURNING names, unread, started_at AS "startedAt"`);
  if (!open) return null;
  const names = z.array(z.string()).parse(JSON.parse(open.names));
  return { names, unread: open.unread, startedAt: rfc3339(open.startedAt) };
}

type Complete = PlacedListing & Before;

/** Whatever was seen after the list began is not gone. */
async function markGone(db: Db, list: Complete, by: string): Promise<void> {
  const { serverId, startedAt, names, unread, sourceId } = list;
  const counted = await db.execute(sql`
    UPDATE catalog_server SET listed_at = ${startedAt}, unread = ${unread}
    WHERE server_id = ${serverId} AND (listed_at IS NULL OR listed_at <= ${startedAt})
    RETURNING server_id`);
  if (counted.length === 0) return;
  const gone = await db.execute<{ id: number; state: ToolState; sha256: string | null }>(sql`
    UPDATE catalog_tool c SET gone_since = ${startedAt} FROM tool
    WHERE c.server_id = ${serverId} AND c.gone_since IS NULL AND c.last_seen_at < ${startedAt}
      AND tool.id = c.tool_id AND NOT EXISTS (
        SELECT 1 FROM json_array_elements_text(${JSON.stringify(names)}::text::json) AS n(name)
        WHERE n.name = tool.name)
    RETURNING c.tool_id AS id, c.state, encode(c.sha256, 'hex') AS sha256`);
  const changes = gone.map(({ id, state, sha256 }) => ({
    toolId: id,
    what: "gone" as const,
    from: state,
    to: state,
    sha256,
    by,
    reason: null,
    sourceId,
    eventId: null,
  }));
  await recordChanges(db, changes);
}
