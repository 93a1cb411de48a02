// What a change of the directory would do to real calls: made, read and taken back in one
// transaction; then the calls of the last 30 days that it can affect are judged by what was read.
import { TransactionRollbackError } from "drizzle-orm";
import { z } from "zod";
import type { Pool } from "../../../db/client";
import type { Viewer } from "../../access/viewer";
import { applyRows } from "../../identity/apply-rows";
import { type DirectoryIndex, indexDirectory } from "../../identity/directory-index";
import { directoryKindSchema } from "../../identity/directory-rows";
import { VERDICTS } from "../../identity/model";
import { readDirectory } from "../../identity/read-directory";
import { readScopes } from "../../identity/read-scopes";
import { needs } from "../query";
import { judgeStored } from "./judge-stored";
import type { StoredScope } from "./lanes";
import { countScopes } from "./open-scopes";
import { type Gathered, gatherNewest } from "./gather-newest";
import { type CallKey, type StoredCall, storedColumns } from "./stored-call";

const DAYS = 30;
const CALLS = 20_000;
const GATHER_MS = 2_000;
const JUDGE_MS = 3_000;
const AT_ONCE = 1_000;

export const previewInput = z.object({
  kind: directoryKindSchema,
  /** Columns as in the import's CSV, one object a row. */
  rows: z.array(z.record(z.string(), z.unknown())).min(1, "no rows").max(2_000),
});

export const previewResult = z.object({
  /** Calls of the last 30 days that the change can affect; about, where `sampled`. */
  affected: z.number().int(),
  /** Whether only the newest of them were judged; `changes` counts those alone. */
  sampled: z.boolean(),
  /** How many were judged. */
  judged: z.number().int(),
  changes: z.array(
    z.object({ from: z.enum(VERDICTS), to: z.enum(VERDICTS), calls: z.number().int() }),
  ),
});
export type PreviewResult = z.infer<typeof previewResult>;

/** Changes nothing. Throws `forbidden`, and `invalid` as the import would. */
export async function previewChange(
  pool: Pool,
  viewer: Viewer,
  { kind, rows }: z.output<typeof previewInput>,
  now = Date.now(),
): Promise<PreviewResult> {
  needs(viewer, "directory:write");
  const loose = rows.map((cells, n) => ({ line: n + 1, cells }));
  const { index, scopes } = await asItWouldBe(pool, {
    kind,
    via: "manual",
    backdates: true,
    rows: loose,
  });
  const since = new Date(now - DAYS * 86_400_000).toISOString();
  const recent = scopes.map((scope) => ({ ...scope, from: later(scope.from, since) }));
  const gathered = await gatherNewest(pool.sql, recent, { most: CALLS, withinMs: GATHER_MS });
  const { judged, moves } = await judgeWithin(pool, gathered, index);
  const sampled = !gathered.complete || judged < gathered.keys.length;
  const counted = sampled ? await countScopes(pool.sql, recent) : 0;
  return {
    affected: Math.max(counted, gathered.keys.length),
    sampled,
    judged,
    changes: moves,
  };
}

type Rows = Parameters<typeof applyRows>[1];

/** The directory with the change, and which calls it can affect. Everything is taken back. */
async function asItWouldBe(
  pool: Pool,
  rows: Rows,
): Promise<{ index: DirectoryIndex; scopes: StoredScope[] }> {
  let read: { index: DirectoryIndex; scopes: StoredScope[] } | undefined;
  try {
    await pool.db.transaction(async (tx) => {
      const { version } = await applyRows(tx, rows, "preview");
      const scopes = await readScopes(tx, version);
      read = { index: indexDirectory(await readDirectory(tx)), scopes };
      tx.rollback();
    });
  } catch (error) {
    if (!(error instanceof TransactionRollbackError)) throw error;
  }
  if (read === undefined) throw new Error("the preview was not taken back");
  return read;
}

/** Both are RFC 3339 or PostgreSQL's text; `-infinity` is before all. */
function later(from: string, since: string): string {
  const at = Date.parse(from);
  return Number.isNaN(at) || at < Date.parse(since) ? since : from;
}

async function judgeWithin(pool: Pool, { keys }: Gathered, index: DirectoryIndex) {
  const moves = new Map<string, PreviewResult["changes"][number]>();
  const until = Date.now() + JUDGE_MS;
  let judged = 0;
  for (let at = 0; at < keys.length && Date.now() < until; at += AT_ONCE) {
    const chunk = keys.slice(at, at + AT_ONCE);
    const calls = await readCalls(pool, chunk);
    for (const { call, judgement } of await judgeStored(pool.sql, calls, index)) {
      const [from, to] = [z.enum(VERDICTS).parse(call.verdict), judgement.verdict];
      if (from === to) continue;
      const move = moves.get(`${from} ${to}`) ?? { from, to, calls: 0 };
      moves.set(`${from} ${to}`, { ...move, calls: move.calls + 1 });
    }
    judged += chunk.length;
  }
  return { judged, moves: [...moves.values()].toSorted((a, b) => b.calls - a.calls) };
}

function readCalls({ sql }: Pool, keys: readonly CallKey[]): Promise<StoredCall[]> {
  return sql<StoredCall[]>`
    SELECT ${storedColumns(sql)}
    FROM unnest(${keys.map(({ occurredAt }) => occurredAt)}::text[]::timestamptz[],
                ${keys.map(({ sourceId }) => sourceId)}::int[],
                ${keys.map(({ eventId }) => eventId)}::text[])
         AS w(occurred_at, source_id, event_id)
    JOIN call c USING (occurred_at, source_id, event_id) JOIN source s ON s.id = c.source_id`;
}
