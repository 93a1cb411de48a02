// The worker's step: the catalog follows the sealed sequence at a position of its own, so that
// neither ingest nor sequencing waits for it. The position moves in the transaction that learns.
import { sql } from "drizzle-orm";
import type postgres from "postgres";
import { type Pool, rfc3339 } from "../../db/client";
import { rowsOfBatches } from "../calls/batch-rows";
import type { DimensionCache } from "../calls/dimension-cache";
import { resolveTools, toolKey } from "../calls/dimensions";
import { closeListing, type PlacedListing } from "./close-listing";
import { learn, type Sighting } from "./learn";
import { lockServers } from "./lock-servers";
import { type Listing, listingSchema } from "./read-listing";

const BATCHES_AT_ONCE = 500;
/** Each step reads so many calls once more: a quarter of a second. */
const EVENTS_AT_ONCE = 20_000;
const BY = "system";

type Deps = { pool: Pool; dimensions: DimensionCache };

/**
 * Learns from the next events of the sequence, exactly once: any number of workers may call it.
 * Returns how many events; 0 when it is up to date or another worker was faster.
 */
export async function learnFromSequence({ pool, dimensions }: Deps): Promise<number> {
  const next = await nextBatches(pool.sql);
  if (next === null) return 0;
  const calls = await sightingsOfCalls(pool.sql, next);
  const listings = await readListings(pool.sql, next.ids);
  const tools = listings.flatMap(({ serverId, listing }) =>
    listing.tools.map(({ name }) => ({ serverId, name })),
  );
  // Committed before: what ingest looks for as well must not wait for this transaction.
  const ids = await resolveTools(pool.sql, dimensions, tools);
  return pool.db.transaction(async (tx) => {
    const [head] = await tx.execute<{ next: string }>(
      sql`SELECT next_index AS next FROM catalog_head FOR UPDATE`,
    );
    if (Number(head?.next) !== next.from_index) return 0;
    const listed = listings.flatMap((listing) => sightingsOf(listing, ids));
    const seen = [...calls, ...listed].toSorted(byTime);
    const servers = await lockServers(
      tx,
      [...seen, ...listings].map(({ serverId }) => serverId),
    );
    await learn(tx, servers, seen, BY);
    for (const listing of listings) await closeListing(tx, listing, BY);
    await tx.execute(sql`DELETE FROM listing_pending
      WHERE batch_id IN (SELECT value::bigint
        FROM json_array_elements_text(${JSON.stringify(next.ids)}::text::json))`);
    await tx.execute(sql`UPDATE catalog_head SET next_index = ${next.from_index + next.events}`);
    return next.events;
  });
}

type NextBatches = { ids: string[]; from: string; to: string; from_index: number; events: number };

/** The sequence has no gaps and grows at its end only, so that a position is enough. */
async function nextBatches(db: postgres.Sql): Promise<NextBatches | null> {
  const [row] = await db<
    { ids: string; from: string; to: string; from_index: string; events: number }[]
  >`
    WITH head AS (SELECT next_index FROM catalog_head), waiting AS (
      SELECT batch_id, first_index, n, from_time, to_time,
             sum(n) OVER (ORDER BY first_index) - n AS before
      FROM sealed WHERE first_index >= (SELECT next_index FROM head)
      ORDER BY first_index LIMIT ${BATCHES_AT_ONCE}
    )
    SELECT string_agg(batch_id::text, ' ') AS ids, sum(n)::int AS events,
           min(first_index)::text AS from_index, min(from_time)::text AS "from",
           max(to_time)::text AS "to"
    FROM waiting WHERE before < ${EVENTS_AT_ONCE} HAVING count(*) > 0`;
  if (!row) return null;
  return {
    ids: row.ids.split(" "),
    events: row.events,
    from_index: Number(row.from_index),
    from: rfc3339(row.from),
    to: rfc3339(row.to),
  };
}

/**
 * The definition stands at a fixed place of the envelope's canonical text, where a quote inside a
 * name could not be: taking it from there is several times as fast as parsing JSON.
 */
async function sightingsOfCalls(db: postgres.Sql, next: NextBatches): Promise<Sighting[]> {
  const rows = await rowsOfBatches(db, "call", next);
  const seen = await db<
    {
      toolId: number;
      serverId: number;
      sha256: string | null;
      sourceId: number;
      eventId: string;
      first: string;
      last: string;
    }[]
  >`
    WITH found AS (
      SELECT tool_id, server_id, source_id, event_id, occurred_at, envelope,
             strpos(envelope, ${DEFINITION}::text) + length(${DEFINITION}::text) AS at
      FROM (${rows()}) AS c
      WHERE type = 'tool.call' AND tool_id IS NOT NULL AND server_id IS NOT NULL
    ), seen AS (
      SELECT tool_id, server_id, source_id, event_id, occurred_at,
        CASE WHEN at > length(${DEFINITION}::text) AND substr(envelope, at + 64, 1) = '"'
             THEN lower(substr(envelope, at, 64)) END AS sha256
      FROM found
    )
    SELECT * FROM (
      SELECT DISTINCT ON (tool_id, sha256) tool_id AS "toolId", server_id AS "serverId", sha256,
        source_id AS "sourceId", event_id AS "eventId", occurred_at AS first,
        max(occurred_at) OVER (PARTITION BY tool_id, sha256) AS last
      FROM seen ORDER BY tool_id, sha256, occurred_at
    ) AS s ORDER BY last`;
  return seen.map(({ first, last, sha256, ...one }) => ({
    ...one,
    sha256: sha256 !== null && /^[0-9a-f]{64}$/.test(sha256) ? sha256 : null,
    document: null,
    bytes: null,
    seenIn: "call",
    firstAt: rfc3339(first),
    lastAt: rfc3339(last),
  }));
}

const DEFINITION = '"tool":{"definition":"';

/** Of the same time, the list counts last: it has the definition itself. */
function byTime(one: Sighting, other: Sighting): number {
  return Date.parse(one.lastAt) - Date.parse(other.lastAt);
}

type ReadListing = Omit<PlacedListing, "listing"> & { eventId: string; listing: Listing };

async function readListings(db: postgres.Sql, ids: readonly string[]): Promise<ReadListing[]> {
  const rows = await db<
    { sourceId: number; serverId: number; at: string; eventId: string; listing: string }[]
  >`
    SELECT p.source_id AS "sourceId", p.server_id AS "serverId", p.occurred_at AS at,
           p.event_id AS "eventId", p.listing
    FROM listing_pending p JOIN sealed s USING (batch_id)
    WHERE p.batch_id = ANY(${[...ids]}::text[]::bigint[])
    ORDER BY s.first_index + p.batch_pos`;
  return rows.map((row) => ({
    ...row,
    at: rfc3339(row.at),
    listing: listingSchema.parse(JSON.parse(row.listing)),
  }));
}

function sightingsOf(
  { serverId, sourceId, eventId, at, listing }: ReadListing,
  ids: ReadonlyMap<string, number>,
): Sighting[] {
  return listing.tools.flatMap(({ name, sha256, document, bytes }) => {
    const toolId = ids.get(toolKey({ serverId, name }));
    if (toolId === undefined) return [];
    const seen = { sha256, document, bytes, sourceId, eventId, firstAt: at, lastAt: at };
    return [{ toolId, serverId, seenIn: "list" as const, ...seen }];
  });
}
