import type postgres from "postgres";
import { type Pool, rfc3339 } from "../../db/client";
import { actorName } from "../access/command";
import type { Viewer } from "../access/viewer";
import { DomainError } from "../errors";
import { isOwn, JOB_KINDS, jobKindSchema, type JobView, jobViewSchema } from "./model";

const PAGE = 50;

/** Jobs of the kinds that the viewer may see, newest first. */
export async function listJobs(
  { sql }: Pool,
  viewer: Viewer,
  asked: { open?: boolean | undefined; cursor?: string | undefined },
): Promise<{ items: JobView[]; next: string | null }> {
  const [before] = asked.cursor === undefined ? [] : await read(sql, [sql`id = ${asked.cursor}`]);
  if (asked.cursor !== undefined && before === undefined) {
    throw new DomainError("invalid", "cursor: no cursor of this list");
  }
  const rows = await read(sql, [
    seenBy(sql, viewer),
    ...(asked.open === true ? [sql`state IN ('queued', 'running')`] : []),
    ...(before ? [sql`(asked_at, id) < (${before.askedAt}::timestamptz, ${before.id})`] : []),
  ]);
  const items = rows.slice(0, PAGE);
  return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null };
}

/** Throws `not_found`, also for a job of a kind that the viewer may not see. */
export async function getJob({ sql }: Pool, viewer: Viewer, id: string): Promise<JobView> {
  const [job] = await read(sql, [sql`id = ${id}`, seenBy(sql, viewer)]);
  if (!job) throw new DomainError("not_found", "There is no such job.");
  return job;
}

/** Of a kind that the viewer may see, and their own where the kind is for whoever asked. */
function seenBy(sql: postgres.Sql, viewer: Viewer) {
  const seen = jobKindSchema.options.filter((kind) => viewer.permissions.has(JOB_KINDS[kind].sees));
  const others = seen.filter((kind) => !isOwn(kind));
  const own = actorName({ kind: "member", viewer });
  return sql`kind = ANY(${seen}::text[])
    AND (kind = ANY(${others}::text[]) OR asked_by = ${own})`;
}

type Row = Omit<JobView, "title" | "done" | "total"> & { done: string; total: string | null };

async function read(
  sql: postgres.Sql,
  conditions: postgres.PendingQuery<postgres.Row[]>[],
): Promise<JobView[]> {
  const where = conditions.reduce((all, one) => sql`${all} AND ${one}`);
  const rows = await sql<Row[]>`
    SELECT id, kind, state, done, total, sentence, input, result, error, asked_by AS "askedBy",
           asked_at AS "askedAt", started_at AS "startedAt", finished_at AS "finishedAt"
    FROM job WHERE ${where} ORDER BY asked_at DESC, id DESC LIMIT ${PAGE + 1}`;
  return rows.map((row) =>
    jobViewSchema.parse({
      ...row,
      title: JOB_KINDS[jobKindSchema.parse(row.kind)].title,
      done: Number(row.done),
      total: row.total === null ? null : Number(row.total),
      askedAt: rfc3339(row.askedAt),
      startedAt: row.startedAt && rfc3339(row.startedAt),
      finishedAt: row.finishedAt && rfc3339(row.finishedAt),
    }),
  );
}
