import { max, eq } from "drizzle-orm";
import { type Pool, rfc3339 } from "../../db/client";
import { apiKey } from "../../db/schema/access";
import type { Viewer } from "../access/viewer";
import { toCallRow } from "../calls/call-row";
import { needs, readCall } from "../calls/query";
import { listQuarantine } from "../calls/quarantine-list";
import { DomainError } from "../errors";
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
    pool.sql<Progress[]>`
      SELECT last_event_at AS "eventAt", last_call_at AS "callAt", last_call_event_id AS "eventId"
      FROM source_progress WHERE source_id = ${id}`,
    receivedSince(pool.sql, now - DAY_MS),
    listQuarantine(pool.sql, { sourceId: id, state: "waiting", limit: SHOWN }),
  ]);
  return {
    call: progress ? await newestCall(pool, id, progress) : null,
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

type Progress = { eventAt: string; callAt: string | null; eventId: string | null };

/** Null where no call has come, or its retention has ended. */
async function newestCall(pool: Pool, sourceId: number, { callAt, eventId }: Progress) {
  if (callAt === null || eventId === null) return null;
  const id = encodeCallId({ at: parseInstant(rfc3339(callAt)), sourceId, eventId });
  try {
    return toCallRow(await readCall(pool, id));
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") return null;
    throw error;
  }
}
