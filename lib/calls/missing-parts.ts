// Parts to which a call's envelope commits and that are not there any more: since when, and why.
import type postgres from "postgres";
import { rfc3339 } from "../../db/client";
import type { RetentionKind } from "../retention/model";
import type { Envelope } from "./stored-record";
import type { MissingPart } from "./view";

type Key = { occurredAt: string; sourceId: number; eventId: string };
type Part = MissingPart["part"];

/** By which kind of the retention each part goes; facts go with their call. */
const KIND_OF = {
  arguments: "payloads",
  result: "payloads",
  text: "payloads",
  network: "payloads",
  raw: "raw",
  facts: "calls",
} as const satisfies Record<Part, RetentionKind>;
const PARTS: readonly Part[] = ["arguments", "result", "text", "network", "raw", "facts"];

/** `present`: the parts that are stored. What nothing explains is said too. */
export async function readMissing(
  sql: postgres.Sql,
  key: Key,
  envelope: Envelope,
  present: ReadonlySet<Part>,
): Promise<MissingPart[]> {
  const gone = PARTS.filter((part) => envelope.commit?.[part] !== undefined && !present.has(part));
  if (gone.length === 0) return [];
  const [erasures, removals] = await Promise.all([readErasure(sql, key), readRemovals(sql, key)]);
  return gone.map((part) => {
    const [erasure] = erasures;
    const removal = removals.find(({ kind }) => kind === KIND_OF[part]);
    if (erasure && (removal === undefined || erasure.at < removal.at)) {
      return { part, why: "erasure", ...erasure, at: rfc3339(erasure.at) };
    }
    if (removal === undefined) return { part, why: "unexplained" };
    return { part, why: "retention", at: rfc3339(removal.at), days: removal.days };
  });
}

function readErasure(sql: postgres.Sql, { occurredAt, sourceId, eventId }: Key) {
  return sql<{ at: string; by: string; reason: string }[]>`
    SELECT e.asked_at AS at, e.asked_by AS by, e.reason
    FROM erased_call c JOIN erasure e ON e.id = c.erasure_id
    WHERE c.occurred_at = ${occurredAt} AND c.source_id = ${sourceId}
      AND c.event_id = ${eventId}`;
}

/** The first removal of each kind that reached the call's week. */
function readRemovals(sql: postgres.Sql, { occurredAt }: Key) {
  return sql<{ kind: string; at: string; days: number }[]>`
    SELECT DISTINCT ON (kind) kind, at, days FROM removal
    WHERE from_time <= ${occurredAt} AND to_time > ${occurredAt} AND days IS NOT NULL
    ORDER BY kind, at`;
}
