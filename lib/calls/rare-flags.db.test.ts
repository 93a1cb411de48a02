import { afterAll, beforeAll, expect, it } from "vitest";
import {
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
} from "../testing/deployment";
import { lowerQuery } from "./lower-query";
import { parseQuery } from "./query-language/parse";
import { RARE } from "./rare-flags";

let deps: TestDeployment;
beforeAll(async () => {
  deps = await testDeployment();
  // So many that reading all of them costs more than an index without any.
  const calls = Array.from({ length: 300 }, (_, n) => nativeCall(`e-${n}`));
  await send(deps, await testSource(deps.pool, "one"), calls);
  await deps.pool.sql`ANALYZE call`;
});
afterAll(() => deps.close());

it("the index of calls with rare flags has the masks that queries name", async () => {
  const [index] = await deps.pool.sql<{ predicate: string }[]>`
    SELECT pg_get_expr(indpred, indrelid) AS predicate FROM pg_index
    WHERE indexrelid = 'call_flagged'::regclass`;
  expect(index?.predicate).toBe(
    `(((flags & ${RARE.flags}) <> 0) OR ((observed_flags & ${RARE.observed}) <> 0))`,
  );
});

it.each([
  ["flag:client_mismatch", true],
  ["flag:(token_passthrough OR approval_missing)", true],
  ["duration>20s outcome:error", true],
  ["flag:caller_unlinked", false],
  ["flag:(client_mismatch OR shared_credential)", false],
  ["has:flag", false],
  ["duration>1s", false],
])("%s is known to be met by an index of few calls: %s", async (q, known) => {
  const { sql } = deps.pool;
  const parsed = parseQuery(q);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const lowered = await lowerQuery({ sql }, parsed.query);
  const where = lowered.reduce((all, one) => sql`${all} AND ${one.where}`, sql`true`);
  const plan = await sql.begin(async (tx) => {
    await tx`SELECT set_config('plan_cache_mode', 'force_custom_plan', true)`;
    return tx<{ "QUERY PLAN": string }[]>`
      EXPLAIN SELECT c.* FROM call c WHERE ${where}
      ORDER BY c.occurred_at, c.source_id, c.event_id LIMIT 50`;
  });
  const text = plan.map((line) => line["QUERY PLAN"]).join("\n");
  // What PostgreSQL calls the parts of the two indexes in a week of calls.
  expect(/_event_id_idx1|_event_id_outcome_idx/.test(text)).toBe(known);
});
