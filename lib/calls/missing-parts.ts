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

/** `present`: the parts that are stored. */
export type Asked = { key: Key; envelope: Envelope; present: ReadonlySet<Part> };

/** What is gone of each of the calls, in their order. What nothing explains is said too. */
export async function readMissing(
  sql: postgres.Sql,
  calls: readonly Asked[],
): Promise<MissingPart[][]> {
  const gone = calls.map(({ envelope, present }) =>
    PARTS.filter((part) => envelope.commit?.[part] !== undefined && !present.has(part)),
  );
  if (gone.every((parts) => parts.length === 0)) return gone.map(() => []);
  const keys = calls.map(({ key }) => key);
  const erasures = await readErasures(sql, keys);
  const removals = await readRemovals(sql, keys);
  return gone.map((parts, n) => {
    const erasure = erasures.find((one) => one.n === n);
    return parts.map((part): MissingPart => {
      const removal = removals.find((one) => one.n === n && one.kind === KIND_OF[part]);
      if (erasure && (removal === undefined || erasure.at < removal.at)) {
        const { at, by, reason } = erasure;
        return { part, why: "erasure", at: rfc3339(at), by, reason };
      }
      if (removal === undefined) return { part, why: "unexplained" };
      return { part, why: "retention", at: rfc3339(removal.at), days: removal.days };
    });
  });
}

function readErasures(sql: postgres.Sql, keys: readonly Key[]) {
  return sql<{ n: number; at: string; by: string; reason: string }[]>`
    SELECT (k.n - 1)::int AS n, e.asked_at AS at, e.asked_by AS by, e.reason
    FROM unnest(${keys.map(({ occurredAt }) => occurredAt)}::text[]::timestamptz[],
                ${keys.map(({ sourceId }) => sourceId)}::int[],
                ${keys.map(({ eventId }) => eventId)}::text[])
      WITH ORDINALITY AS k(at, source, event, n)
    JOIN erased_call c ON c.occurred_at = k.at AND c.source_id = k.source AND c.event_id = k.event
    JOIN erasure e ON e.id = c.erasure_id`;
}

/** The first removal of each kind that reached the call's week. */
function readRemovals(sql: postgres.Sql, keys: readonly Key[]) {
  return sql<{ n: number; kind: string; at: string; days: number }[]>`
    SELECT DISTINCT ON (k.n, r.kind) (k.n - 1)::int AS n, r.kind, r.at, r.days
    FROM unnest(${keys.map(({ occurredAt }) => occurredAt)}::text[]::timestamptz[])
      WITH ORDINALITY AS k(at, n)
    JOIN removal r ON r.from_time <= k.at AND r.to_time > k.at AND r.days IS NOT NULL
    ORDER BY k.n, r.kind, r.at`;
}
