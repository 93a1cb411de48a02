import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Pool } from "../../db/client";
import { FEWEST_DECISIONS, LEAST_SECONDS, MOST_A_DAY } from "./model";
import { figuresView } from "./around-view";

const DAYS = 30;

/**
 * How much was asked of whom in the last 30 days, and how fast they were; the busiest first. The time of
 * one answer to several is shared among them.
 */
export async function readFigures({ db }: Pool): Promise<z.infer<typeof figuresView>> {
  const [all] = await db.execute(sql`
    SELECT count(*)::int AS requests,
           count(*) FILTER (WHERE approved_at IS NOT NULL)::int AS approved,
           count(*) FILTER (WHERE state = 'denied')::int AS denied,
           count(*) FILTER (WHERE approved_at IS NULL
             AND approval_state(state, decide_until, use_until) = 'expired')::int AS expired
    FROM approval WHERE requested_at > now() - make_interval(days => ${DAYS})`);
  const approvers = await db.execute(sql`
    WITH answers AS (
      SELECT v.person_id, coalesce(v.selection_id, v.approval_id) AS answer, count(*) AS n,
             min(v.voted_at) AS at, max(a.requested_at) AS asked
      FROM approval_vote v JOIN approval a ON a.id = v.approval_id
      WHERE v.voted_at > now() - make_interval(days => ${DAYS}) GROUP BY 1, 2
    ), timed AS (
      SELECT person_id, answer, extract(epoch FROM at - greatest(asked,
               lag(at) OVER (PARTITION BY person_id ORDER BY at))) / n AS seconds
      FROM answers
    ), votes AS (
      SELECT v.person_id, v.choice, v.voted_at, timed.seconds
      FROM approval_vote v JOIN timed ON timed.person_id = v.person_id
        AND timed.answer = coalesce(v.selection_id, v.approval_id)
    ), each AS (
      SELECT person_id, count(*)::int AS votes,
             count(*) FILTER (WHERE choice = 'approve')::int AS approvals,
             round(count(*)::numeric / count(DISTINCT voted_at::date), 1)::float8 AS "aDay",
             round(percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds)::numeric, 1)::float8
               AS "medianSeconds"
      FROM votes GROUP BY person_id
    )
    SELECT json_build_object('id', p.slug, 'name', p.name) AS person, each.votes, each.approvals,
           each."aDay", each."medianSeconds",
           each.votes >= ${FEWEST_DECISIONS} AND
             (each."aDay" > ${MOST_A_DAY} OR each."medianSeconds" < ${LEAST_SECONDS}) AS tired
    FROM each JOIN person p ON p.id = each.person_id ORDER BY each.votes DESC, p.slug LIMIT 100`);
  return figuresView.parse({
    ...all,
    days: await requestsByDay({ db }),
    approvers: [...approvers],
  });
}

/** Today is one of the days. */
async function requestsByDay({ db }: Pick<Pool, "db">): Promise<unknown[]> {
  const rows = await db.execute(sql`
    SELECT to_char(day, 'YYYY-MM-DD') AS day, coalesce(n, 0)::int AS requests
    FROM generate_series((now() AT TIME ZONE 'UTC')::date - ${DAYS - 1}::int,
                         (now() AT TIME ZONE 'UTC')::date, interval '1 day') AS day
    LEFT JOIN (SELECT (requested_at AT TIME ZONE 'UTC')::date AS on_day, count(*) AS n FROM approval
               WHERE requested_at > now() - make_interval(days => ${DAYS}) GROUP BY 1) AS counted
      ON on_day = day::date
    ORDER BY day`);
  return [...rows];
}
