// Quarantined events, sent through ingest once more after a fix. The history of every try stays.
import type postgres from "postgres";
import { z } from "zod";
import { actorName, command, type CommandContext } from "../access/command";
import { findSource } from "../sources/find-source";
import type { Source } from "../sources/model";
import { findAdapter, FORMATS } from "./adapters/registry";
import { readJsonItem, readTextItem } from "./frames/read-item";
import { type IngestDeps, ingestEvents } from "./ingest";
import { countByStatus, INGEST_STATUSES, type IngestResult } from "./ingest-status";
import { quarantineContext } from "./quarantine";

export const replayInput = z.object({
  /** Name or id of the source. */
  source: z.string().max(64),
  /** Entries; all that wait when left out. */
  ids: z
    .array(z.string().regex(/^\d{1,18}$/))
    .min(1)
    .max(1_000)
    .optional(),
  /** The format to read them as; each entry's own when left out. */
  format: z.enum(FORMATS).optional(),
});

type Counts = ReturnType<typeof countByStatus>;

const CHUNK = 200;

type Entry = { id: string; format: string; position: string; mac: string; ciphertext: Buffer };

/**
 * Replays entries with the source's present format, mapping and trust. What is kept is redacted:
 * a secret stays redacted. An entry whose record has no id gets its content's MAC as one, so that
 * a second replay is a duplicate. Ends part-way harmlessly: what was stored is found stored again.
 */
export async function replayQuarantine(
  deps: IngestDeps,
  context: CommandContext,
  input: z.input<typeof replayInput>,
): Promise<Counts & { replayed: number }> {
  const { source: name, ids, format } = await recordReplay(context, input);
  const source = await findSource(deps.pool.db, name);
  const total = { replayed: 0, ...countByStatus([]) };
  let after = "0";
  for (;;) {
    const entries = await nextEntries(deps.pool.sql, source.id, ids, after);
    const last = entries.at(-1);
    if (last === undefined) return total;
    after = last.id;
    for (const [as, group] of grouped(entries, format)) {
      const results = await replayGroup(deps, source, as, group);
      await remember(deps.pool.sql, actorName(context.actor), group, results);
      for (const [status, n] of Object.entries(countByStatus(results))) {
        if (isCount(status)) total[status] += n;
      }
      total.replayed += group.length;
    }
  }
}

/** Authorises and records the act before anything happens; what it came to is in each entry. */
const recordReplay = command({
  action: "quarantine.replayed",
  needs: "sources:write",
  input: replayInput,
  run: async (tx, input) => {
    const { name, revokedAt } = await findSource(tx, input.source);
    return { ...input, source: name, revoked: revokedAt !== null };
  },
  audit: ({ ids, format }, { source }) => ({
    subject: source,
    details: { entries: ids ?? "all that wait", ...(format && { format }) },
  }),
});

function nextEntries(
  sql: postgres.Sql,
  sourceId: number,
  ids: readonly string[] | undefined,
  after: string,
) {
  return sql<Entry[]>`
    SELECT id::text, format, position, encode(content_mac, 'hex') AS mac, ciphertext
    FROM quarantine
    WHERE source_id = ${sourceId} AND id > ${after} AND settled_as IS NULL AND expires_at > now()
      ${ids === undefined ? sql`` : sql`AND id = ANY(${[...ids]}::text[]::bigint[])`}
    ORDER BY quarantine.id LIMIT ${CHUNK}`;
}

function grouped(entries: readonly Entry[], format: string | undefined): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const as = format ?? entry.format;
    groups.set(as, [...(groups.get(as) ?? []), entry]);
  }
  return groups;
}

async function replayGroup(
  deps: IngestDeps,
  source: Source,
  format: string,
  entries: readonly Entry[],
): Promise<IngestResult[]> {
  const read = findAdapter(format)?.takesText ? readTextItem : readJsonItem;
  return ingestEvents(deps, {
    source,
    format,
    items: entries.map(({ ciphertext, position, mac }) => ({
      content: read(deps.keys.decrypt(ciphertext, quarantineContext(source.id)).toString("utf8")),
      position,
      fallbackId: mac,
    })),
    receivedAt: new Date(),
    backfill: true,
    evidence: source.evidenceProvider,
    isReplay: true,
  });
}

async function remember(
  sql: postgres.Sql,
  actor: string,
  entries: readonly Entry[],
  results: readonly IngestResult[],
): Promise<void> {
  const rows = results.flatMap(({ index, status, reason }) => {
    const id = entries[index]?.id;
    return id === undefined ? [] : [{ id, status, reason }];
  });
  await sql.begin(async (tx) => {
    const list = tx`json_to_recordset(${JSON.stringify(rows)}::text::json)
                    AS r(id bigint, status text, reason text)`;
    await tx`
      INSERT INTO quarantine_replay (quarantine_id, actor, status, reason)
      SELECT q.id, ${actor}, r.status, r.reason FROM ${list} JOIN quarantine q USING (id)`;
    await tx`
      UPDATE quarantine q
      SET settled_as = CASE WHEN r.status IN ('stored', 'duplicate', 'ignored') THEN r.status END
      FROM ${list} WHERE q.id = r.id`;
  });
}

function isCount(status: string): status is keyof Counts {
  return INGEST_STATUSES.some((one) => one === status);
}
