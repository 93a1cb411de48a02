import type postgres from "postgres";
import { type Pool, rfc3339 } from "../../../db/client";
import { DomainError } from "../../errors";
import { draftRow, type DraftRow, type draftsQuery, type DraftView, draftView } from "./model";
import type { z } from "zod";

const PAGE = 50;

/** Drafts, the last saved first. The cursor is the id that the page before ended with. */
export async function listDrafts(
  { sql }: Pool,
  { state, cursor }: z.output<typeof draftsQuery>,
): Promise<{ items: DraftRow[]; next: string | null }> {
  const [before] = cursor === undefined ? [] : await read(sql, sql`d.id = ${cursor}`, 1);
  if (cursor !== undefined && before === undefined) {
    throw new DomainError("invalid", "cursor: no cursor of this list");
  }
  const states = state === "open" ? ["open", "agreed"] : [state ?? null];
  const rows = await read(
    sql,
    sql`${state === undefined ? sql`true` : sql`d.state = ANY(${states}::text[])`}
      AND ${before ? sql`(d.saved_at, d.id) < (${before.savedAt}::timestamptz, ${before.id})` : sql`true`}`,
    PAGE + 1,
  );
  const items = rows.slice(0, PAGE).map((row) => draftRow.parse(row));
  return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null };
}

/** Throws `not_found`. */
export async function readDraft({ sql }: Pick<Pool, "sql">, id: string): Promise<DraftView> {
  const [row] = await read(sql, sql`d.id = ${id}`, 1, true);
  if (!row) throw new DomainError("not_found", "There is no such draft.");
  return row;
}

async function read(
  sql: postgres.Sql,
  where: postgres.PendingQuery<postgres.Row[]>,
  limit: number,
  whole = false,
): Promise<DraftView[]> {
  const rows = await sql<Row[]>`
    SELECT d.id, d.state, d.title, d.reason, d.base, d.revision, d.restores, ${whole ? sql`d.document` : sql`'' AS document`},
           d.created_by AS "createdBy", d.created_at AS "createdAt",
           d.saved_by AS "savedBy", d.saved_at AS "savedAt",
           d.agreed_by AS "agreedBy", d.agreed_at AS "agreedAt", d.agree_reason AS "agreeReason",
           d.agreed_revision AS "agreedRevision", d.overrides_tests AS "overridesTests",
           d.published_as AS "publishedAs",
           d.ended_by AS "endedBy", d.ended_at AS "endedAt", d.end_reason AS "endReason",
           coalesce((SELECT max(number) FROM policy_version), 0) AS "inForce",
           (SELECT json_agg(a.name ORDER BY a.since, a.name) FROM policy_draft_author a
            WHERE a.draft_id = d.id) AS authors
    FROM policy_draft d WHERE ${where} ORDER BY d.saved_at DESC, d.id DESC LIMIT ${limit}`;
  return rows.map((row) => {
    const { agreedBy, agreedAt, agreeReason, agreedRevision, endedBy, endedAt, endReason } = row;
    const agreed = agreedBy !== null && agreedAt !== null && agreedRevision === row.revision;
    return draftView.parse({
      ...row,
      createdAt: rfc3339(row.createdAt),
      savedAt: rfc3339(row.savedAt),
      agreement: agreed
        ? {
            by: agreedBy,
            at: rfc3339(agreedAt),
            reason: agreeReason,
            overridesTests: row.overridesTests,
          }
        : null,
      ended:
        endedBy !== null && endedAt !== null
          ? { by: endedBy, at: rfc3339(endedAt), reason: endReason }
          : null,
    });
  });
}

type Row = Omit<DraftView, "agreement" | "ended"> & {
  agreedBy: string | null;
  agreedAt: string | null;
  agreeReason: string | null;
  agreedRevision: number | null;
  overridesTests: boolean;
  endedBy: string | null;
  endedAt: string | null;
  endReason: string | null;
};
