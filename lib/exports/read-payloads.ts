import type postgres from "postgres";
import type { JoinedRow } from "../calls/call-row";
import { readMissing } from "../calls/missing-parts";
import { envelopeSchema } from "../calls/stored-record";
import type { MissingPart } from "../calls/view";
import type { ExportedPayload } from "./exported-call";
import type { ExportPart } from "./model";

type Row = {
  envelope: string;
  arguments: string | null;
  result: string | null;
  network: string | null;
};

/**
 * The named parts of each call, in the order of the rows; null for a call that retention took
 * meanwhile. Who asks must hold `payload:read`, and have recorded it.
 */
export async function readPayloads(
  sql: postgres.Sql,
  rows: readonly JoinedRow[],
  include: readonly ExportPart[],
): Promise<(ExportedPayload | null)[]> {
  const stored = await sql<(Row & { n: number })[]>`
    SELECT (k.n - 1)::int AS n, c.envelope, p.arguments, p.result, p.network
    FROM unnest(${rows.map((row) => row.occurred_at)}::text[]::timestamptz[],
                ${rows.map((row) => row.source_id)}::int[],
                ${rows.map((row) => row.event_id)}::text[])
      WITH ORDINALITY AS k(at, source, event, n)
    JOIN call c ON c.occurred_at = k.at AND c.source_id = k.source AND c.event_id = k.event
    LEFT JOIN payload p ON p.occurred_at = c.occurred_at AND p.batch_id = c.batch_id
                       AND p.batch_pos = c.batch_pos
    ORDER BY k.n`;
  const found = stored.flatMap((one) => {
    const row = rows[one.n];
    if (row === undefined) return [];
    const key = { occurredAt: row.occurred_at, sourceId: row.source_id, eventId: row.event_id };
    const envelope = envelopeSchema.parse(JSON.parse(one.envelope));
    // The other parts are not asked for, so nothing is said of them.
    const present = new Set<MissingPart["part"]>(NOT_EXPORTED);
    for (const part of EXPORTED) if (one[part] !== null) present.add(part);
    return [{ one, key, envelope, present }];
  });
  const missing = await readMissing(sql, found);
  const payloads: (ExportedPayload | null)[] = rows.map(() => null);
  for (const [n, { one, envelope }] of found.entries()) {
    const has = (part: string) => include.some((asked) => asked === part);
    payloads[one.n] = {
      arguments: has("arguments") ? one.arguments : null,
      result: has("result") ? one.result : null,
      network: has("network") ? one.network : null,
      redacted: (envelope.redacted ?? []).filter(({ part }) => has(part)),
      missing: (missing[n] ?? []).filter(({ part }) => has(part)),
    };
  }
  return payloads;
}

const EXPORTED = ["arguments", "result", "network"] as const;
const NOT_EXPORTED = ["text", "raw", "facts"] as const;
