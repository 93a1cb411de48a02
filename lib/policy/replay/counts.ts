import type postgres from "postgres";
import type { Count } from "./count-step";

/** Adds the counts of a step to those of its job, in the transaction that keeps its progress. */
export async function addCounts(
  tx: postgres.TransactionSql,
  jobId: string,
  counts: readonly Count[],
): Promise<void> {
  if (counts.length === 0) return;
  await tx`
    INSERT INTO policy_replay_count AS c
      (job_id, outcome, by_arguments, was, becomes, caller_id, client_id, server_id, tool_id, type,
       n, first_at, last_at, samples)
    SELECT ${jobId}, outcome, "byArguments", coalesce(was, ''), coalesce(becomes, ''), "callerId",
           "clientId", "serverId", "toolId", type, n, first, last, samples
    FROM json_to_recordset(${JSON.stringify(added(counts))}::text::json)
      AS w(outcome text, "byArguments" boolean, was text, becomes text, "callerId" int,
           "clientId" int, "serverId" int, "toolId" int, type text, n bigint,
           first timestamptz, last timestamptz, samples jsonb)
    ON CONFLICT (job_id, outcome, by_arguments, was, becomes, caller_id, client_id, server_id,
                 tool_id, type)
    DO UPDATE SET n = c.n + excluded.n, first_at = least(c.first_at, excluded.first_at),
      last_at = greatest(c.last_at, excluded.last_at),
      samples = CASE WHEN jsonb_array_length(c.samples) >= 3 THEN c.samples
        ELSE jsonb_path_query_array(c.samples || excluded.samples, '$[0 to 2]') END`;
}

/** One row a key: one statement cannot count a row up twice. */
function added(counts: readonly Count[]): Count[] {
  const byKey = new Map<string, Count>();
  for (const one of counts) {
    const { outcome, byArguments, callerId, clientId, serverId, toolId, type } = one;
    const [was, becomes] = [one.was ?? "", one.becomes ?? ""];
    const key = JSON.stringify([
      outcome,
      byArguments,
      was,
      becomes,
      callerId,
      clientId,
      serverId,
      toolId,
      type,
    ]);
    const known = byKey.get(key);
    if (known === undefined) {
      byKey.set(key, { ...one, samples: one.samples.slice(0, 3) });
      continue;
    }
    known.n += one.n;
    if (one.first < known.first) known.first = one.first;
    if (one.last > known.last) known.last = one.last;
    known.samples = [...known.samples, ...one.samples].slice(0, 3);
  }
  return [...byKey.values()];
}
