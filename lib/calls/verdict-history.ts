import type postgres from "postgres";
import { z } from "zod";
import { rfc3339 } from "../../db/client";
import { bitsToFlags, bitsToObservedFlags } from "../identity/flag-bits";
import { type VerdictChange, verdictChangeSchema } from "./view";

type CallKey = { occurredAt: string; sourceId: number; eventId: string };
type Flags = { flags: number; observed: number };
type Row = Record<"from" | "to", Flags> & { at: string; changes: unknown };

const changesSchema = z.array(
  z.object({ version: z.number(), at: z.string(), by: z.string(), why: z.string() }),
);

/** What the call's conclusion was and became, newest first, with the changes that did it. */
export async function readVerdictHistory(
  sql: postgres.Sql,
  { occurredAt, sourceId, eventId }: CallKey,
): Promise<VerdictChange[]> {
  const rows = await sql<Row[]>`
    SELECT h.at, h.evidence,
           json_build_object('verdict', h.from_verdict, 'relation', h.from_relation,
             'flags', h.from_flags, 'observed', h.from_observed, 'severity', h.from_severity) AS from,
           json_build_object('verdict', h.to_verdict, 'relation', h.to_relation,
             'flags', h.to_flags, 'observed', h.to_observed, 'severity', h.to_severity) AS to,
           (SELECT coalesce(json_agg(json_build_object('version', d.version, 'at', d.at::text,
                     'by', d.actor, 'why', d.why) ORDER BY d.version), '[]')
            FROM directory_change d WHERE d.version = ANY(h.changes)) AS changes
    FROM verdict_change h
    WHERE h.occurred_at = ${occurredAt} AND h.source_id = ${sourceId} AND h.event_id = ${eventId}
    ORDER BY h.n DESC LIMIT 100`;
  return rows.map(({ from, to, at, changes, ...row }) =>
    verdictChangeSchema.parse({
      ...row,
      at: rfc3339(at),
      from: { ...from, flags: flagsOf(from) },
      to: { ...to, flags: flagsOf(to) },
      changes: changesSchema.parse(changes).map((one) => ({ ...one, at: rfc3339(one.at) })),
    }),
  );
}

function flagsOf({ flags, observed }: Flags) {
  return [...bitsToFlags(flags), ...bitsToObservedFlags(observed)];
}
