import { max, eq } from "drizzle-orm";
import { type Pool, rfc3339 } from "../../db/client";
import { apiKey } from "../../db/schema/access";
import type { Viewer } from "../access/viewer";
import { toCallRow } from "../calls/call-row";
import { needs, readCall } from "../calls/query";
import { listQuarantine } from "../calls/quarantine-list";
import { parseInstant } from "../identity/instant";
import { encodeCallId } from "../calls/public-id";
import { findSource } from "./find-source";
import { receivedSince } from "./received-counts";
import type { ArrivalsView } from "./view";

const SHOWN = 3;
const DAY_MS = 24 * 3_600_000;

/**
 * The newest call of a source and what else came, cheap enough to be asked for every second: no
 * statement looks for the source's rows in the big tables. Throws `forbidden` and `not_found`.
 */
export async function sourceArrivals(
  pool: Pool,
  viewer: Viewer,
  nameOrId: string,
  now = Date.now(),
): Promise<ArrivalsView> {
  needs(viewer, "calls:read");
  const { id } = await findSource(pool.db, nameOrId);
  const [[contact], [progress], received, quarantine] = await Promise.all([
    pool.db
      .select({ at: max(apiKey.lastUsedAt) })
      .from(apiKey)
      .where(eq(apiKey.sourceId, id)),
    pool.sql<{ eventAt: string; callAt: string | null; eventId: string | null }[]>`
      SELECT last_event_at AS "eventAt", last_call_at AS "callAt", last_call_event_id AS "eventId"
      FROM source_progress WHERE source_id = ${id}`,
    receivedSince(pool.sql, now - DAY_MS),
    listQuarantine(pool.sql, { sourceId: id, state: "waiting", limit: SHOWN }),
  ]);
  const { callAt, eventId } = progress ?? { callAt: null, eventId: null };
  return {
    call:
      callAt === null || eventId === null
        ? null
        : toCallRow(
            await readCall(
              pool,
              encodeCallId({ at: parseInstant(rfc3339(callAt)), sourceId: id, eventId }),
            ),
          ),
    lastContactAt: contact?.at ? rfc3339(contact.at) : null,
    lastEventAt: progress ? rfc3339(progress.eventAt) : null,
    received: received(id),
    quarantined: quarantine.items.map((entry) => ({
      id: entry.id,
      reason: entry.reason,
      times: entry.times,
      at: entry.lastReceivedAt,
    })),
  };
}
