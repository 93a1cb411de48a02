/** Makes the other counts anew from those by hour, path and tool, which a bench has written. */
export async function coarserCounts(sql) {
  await sql.unsafe(`
    TRUNCATE rollup_day, rollup_verdict_hour, rollup_value_day;
    INSERT INTO rollup_day
    SELECT date_trunc('day', hour, 'UTC'), path_id, tool_id, verdict, outcome, decision, sum(n)
    FROM rollup_hour GROUP BY 1, 2, 3, 4, 5, 6;
    INSERT INTO rollup_verdict_hour
    SELECT hour, verdict, outcome, decision, sum(n) FROM rollup_hour GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4;
    INSERT INTO rollup_value_day
    SELECT v.field, r.day, v.value_id, r.verdict, sum(r.n)
    FROM rollup_day r JOIN path p ON p.id = r.path_id
    CROSS JOIN LATERAL (VALUES ('caller', p.caller_id), ('client', p.client_id),
      ('source', p.source_id), ('server', p.server_id), ('tool', r.tool_id),
      ('ranas', p.ran_as_id), ('credential', p.credential_id)) AS v (field, value_id)
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`);
}
