import { type Pool, rfc3339 } from "../../db/client";
import { parseSubjectSelector } from "../identity/subject-selector";
import type { BlockView } from "./block-view";

const MOST = 500;
const COUNTED = 10_000;

type Row = Omit<BlockView, "state" | "hits" | "subjectName"> & {
  isOver: boolean;
  hits: number;
  last: string | null;
};

/**
 * Standing ones first, then the newest; at most 500. Plan: for each block that is shown, an index
 * scan of the decisions that blocks denied, since it was set.
 */
export async function listBlocks({ sql }: Pool): Promise<BlockView[]> {
  const rows = await sql<Row[]>`
    SELECT b.id, b.subject, b.resource, b.credential, b.reason, b.set_by AS "setBy",
           b.set_at AS "setAt", b.until, b.lifted_by AS "liftedBy", b.lifted_at AS "liftedAt",
           b.lift_reason AS "liftReason", b."isOver", h.hits, h.last
    FROM (SELECT *, lifted_at IS NOT NULL OR coalesce(until <= now(), false) AS "isOver" FROM block
          ORDER BY "isOver", set_at DESC, id DESC LIMIT ${MOST}) AS b
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS hits, max(d.occurred_at) AS last FROM (
        SELECT occurred_at FROM decision
        WHERE reason = 'blocked' AND block_ids @> ARRAY[b.id] AND occurred_at >= b.set_at
        LIMIT ${COUNTED + 1}) AS d) AS h
    ORDER BY b."isOver", b.set_at DESC, b.id DESC`;
  const names = await namesOf(
    sql,
    rows.flatMap(({ subject }) => subject ?? []),
  );
  return rows.map(({ isOver, hits, last, ...row }) => ({
    ...row,
    subjectName: names.get(row.subject ?? "") ?? null,
    setAt: rfc3339(row.setAt),
    until: row.until && rfc3339(row.until),
    liftedAt: row.liftedAt && rfc3339(row.liftedAt),
    state: row.liftedAt !== null ? "lifted" : isOver ? "ended" : "standing",
    hits: {
      decisions: Math.min(hits, COUNTED),
      more: hits > COUNTED,
      last: last && rfc3339(last),
    },
  }));
}

/** What the directory calls the person or principal of each selector. */
async function namesOf(sql: Pool["sql"], subjects: readonly string[]) {
  const wanted = [...new Set(subjects)].flatMap(
    (text): { text: string; person?: string; iss?: string; sub?: string }[] => {
      const selector = parseSubjectSelector(text);
      if (selector?.kind === "person") return [{ text, person: selector.value }];
      return selector?.kind === "principal" ? [{ text, ...selector.value }] : [];
    },
  );
  if (wanted.length === 0) return new Map<string, string>();
  const rows = await sql<{ text: string; name: string }[]>`
    SELECT w.text, coalesce(person.name, own.name, p.name) AS name
    FROM json_to_recordset(${JSON.stringify(wanted)}::text::json)
      AS w(text text, person text, iss text, sub text)
    LEFT JOIN person ON person.slug = w.person
    LEFT JOIN principal p ON p.iss = w.iss AND p.sub = w.sub
    LEFT JOIN person own ON own.id = p.person_id
    WHERE coalesce(person.name, own.name, p.name) IS NOT NULL`;
  return new Map(rows.map(({ text, name }) => [text, name]));
}
