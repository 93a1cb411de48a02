// The calls of one step: how many of each kind, and one by one where their arguments decide.
import type postgres from "postgres";
import { kindColumns, kindKeyOf, type Kind, type Names } from "./stored-kind";

export type Key = { occurredAt: string; sourceId: number; eventId: string };
export type Range = { after: Key | null; from: string; last: Key | null; to: string };

/** The last call of the step that begins after the key; null where fewer than `most` are left. */
export async function lastOfStep(
  tx: postgres.TransactionSql,
  range: Omit<Range, "last">,
  most: number,
): Promise<Key | null> {
  const [last] = await tx<Key[]>`
    SELECT c.occurred_at::text AS "occurredAt", c.source_id AS "sourceId", c.event_id AS "eventId"
    FROM call c WHERE ${within(tx, { ...range, last: null })}
    ORDER BY c.occurred_at, c.source_id, c.event_id OFFSET ${most - 1} LIMIT 1`;
  return last ?? null;
}

export type KindCount = Kind &
  Names & { n: number; first: string; last: string; samples: string[] };

/** Plan: one range of each week's primary key, grouped by hash, then names by id. */
export function countKinds(tx: postgres.TransactionSql, range: Range): Promise<KindCount[]> {
  return tx<KindCount[]>`
    WITH kinds AS (
      SELECT ${kindColumns(tx)}, count(*)::int AS n, min(c.occurred_at)::text AS first,
             max(c.occurred_at)::text AS last,
             (array_agg(${sampleOf(tx)}))[1:3] AS samples
      FROM call c JOIN source s ON s.id = c.source_id WHERE ${within(tx, range)}
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8)
    SELECT kinds.*, p.iss, p.sub, cl.client_id AS client, v.name AS server, t.name AS tool,
           s.groups_trusted AS trusted
    FROM kinds JOIN source s ON s.id = kinds."sourceId"
    LEFT JOIN principal p ON p.id = kinds."callerId"
    LEFT JOIN client cl ON cl.id = kinds."clientId"
    LEFT JOIN server v ON v.id = kinds."serverId"
    LEFT JOIN tool t ON t.id = kinds."toolId"`;
}

export type SingleCall = {
  /** `kindKey` of its kind. */
  kind: string;
  sample: string;
  arguments: string | null;
  /** Without arguments: whether it once had some. */
  committed: boolean | null;
  /** Where arguments are redacted (JSON pointers); null where nothing is. */
  redacted: string[] | null;
};

/**
 * Tells `take` each call of these tools, with its arguments, while PostgreSQL reads the next ones. Only
 * for whoever may see payloads. Throws what `take` throws, once the rest was read.
 */
export async function eachSingle(
  tx: postgres.TransactionSql,
  range: Range,
  toolIds: readonly number[],
  take: (call: SingleCall) => void,
): Promise<void> {
  const failures: unknown[] = [];
  await tx<SingleCall[]>`
    SELECT ${kindKeyOf(tx)} AS kind, ${sampleOf(tx)} AS sample, p.arguments,
           CASE WHEN p.arguments IS NULL
             THEN coalesce((c.envelope::jsonb -> 'commit') ? 'arguments', false) END AS committed,
           CASE WHEN strpos(c.envelope, '"redacted"') > 0 THEN
             (SELECT json_agg(r ->> 'path') FROM jsonb_array_elements(
                coalesce(c.envelope::jsonb -> 'redacted', '[]')) AS r
              WHERE r ->> 'part' = 'arguments') END AS redacted
    FROM call c JOIN source s ON s.id = c.source_id
    LEFT JOIN payload p ON p.occurred_at = c.occurred_at AND p.batch_id = c.batch_id
                       AND p.batch_pos = c.batch_pos
    WHERE ${within(tx, range)} AND coalesce(c.tool_id, 0) = ANY(${[...toolIds]}::int[])`.forEach(
    (call) => {
      if (failures.length > 0) return;
      try {
        take(call);
      } catch (error) {
        failures.push(error);
      }
    },
  );
  if (failures.length > 0) throw failures[0];
}

/** When the call of a sample was made, in microseconds since the epoch. */
export function timeOf(sample: string): number {
  return Number(sample.slice(0, sample.indexOf(" ")));
}

/** The key of a call as one text, to be made a public id when somebody reads it. */
function sampleOf(sql: postgres.TransactionSql) {
  return sql`(extract(epoch FROM c.occurred_at) * 1000000)::bigint || ' ' || c.source_id || ' ' || c.event_id`;
}

function within(sql: postgres.TransactionSql, { after, from, last, to }: Range) {
  const key = sql`(c.occurred_at, c.source_id, c.event_id)`;
  const value = ({ occurredAt, sourceId, eventId }: Key) =>
    sql`(${occurredAt}::timestamptz, ${sourceId}::int, ${eventId}::text)`;
  // The bare times let the planner leave out whole weeks.
  const start = after?.occurredAt ?? from;
  return sql`c.occurred_at >= ${start}::timestamptz
    AND ${last === null ? sql`c.occurred_at < ${to}::timestamptz` : sql`c.occurred_at <= ${last.occurredAt}::timestamptz AND ${key} <= ${value(last)}`}
    AND ${after === null ? sql`true` : sql`${key} > ${value(after)}`}`;
}
