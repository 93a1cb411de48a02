// Decisions by rule, day (UTC) and caller. A day is counted once, when it is over; the days that were
// not counted yet are read from the decisions themselves.
import type postgres from "postgres";

const DAY_MS = 24 * 3600 * 1000;
/** How far back the use of a rule is looked at. */
const DAYS = 90;
/** So long after its end nothing of a day is on its way to the database any more. */
const SETTLED_MS = 3600 * 1000;

/** The days that are looked at, oldest first, the one of `now` last; as "2026-11-26". */
function days(now: number): string[] {
  return Array.from({ length: DAYS + 1 }, (_, n) => dayOf(now - (DAYS - n) * DAY_MS));
}

/** From where on the rollup says everything, and from where on the decisions have to be read. */
export async function readCountedDays(
  sql: postgres.Sql,
  now: number,
): Promise<{ first: string; uncounted: string }> {
  const all = days(now);
  const [first = "", today = ""] = [all[0], all.at(-1)];
  const rows = await sql<{ day: string }[]>`
    SELECT day::text AS day FROM rule_day_counted WHERE day >= ${first}::date`;
  const counted = new Set(rows.map(({ day }) => day));
  return { first, uncounted: all.find((day) => !counted.has(day)) ?? today };
}

/**
 * Counts the oldest day that is over and was not counted; false where there is none. Any worker may call it.
 * Plan: the decisions of a day by their primary key.
 */
export async function countRuleDay(sql: postgres.Sql, now: number): Promise<boolean> {
  const { uncounted: day } = await readCountedDays(sql, now);
  const [start, end] = [Date.parse(`${day}T00:00:00Z`), Date.parse(`${day}T00:00:00Z`) + DAY_MS];
  if (end + SETTLED_MS > now) return false;
  await sql.begin(async (tx) => {
    const mine = await tx`
      INSERT INTO rule_day_counted (day) VALUES (${day}) ON CONFLICT DO NOTHING RETURNING day`;
    if (mine.length === 0) return;
    await tx`
      INSERT INTO rule_day (day, rule_id, caller_id, n, last)
      SELECT ${day}::date, r.id, coalesce(d.caller_id, 0), count(*), max(d.occurred_at)
      FROM decision d CROSS JOIN LATERAL unnest(d.rule_ids) AS r(id)
      WHERE d.occurred_at >= ${new Date(start).toISOString()}::timestamptz
        AND d.occurred_at < ${new Date(end).toISOString()}::timestamptz
      GROUP BY 2, 3`;
  });
  return true;
}

/** Takes away what nobody looks at any more, and what is kept no longer than its decisions. */
export async function pruneRuleDays(sql: postgres.Sql): Promise<void> {
  await sql`
    DELETE FROM rule_day WHERE day < current_date - least(${DAYS + 1}::int,
      (SELECT days FROM retention WHERE kind = 'decisions'))`;
  await sql`DELETE FROM rule_day_counted WHERE day < current_date - ${DAYS + 1}::int`;
}

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
