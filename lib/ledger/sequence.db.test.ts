import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
} from "../testing/deployment";
import { sequencePending } from "./sequence";

let deps: TestDeployment;
beforeAll(async () => {
  deps = await testDeployment();
});
afterAll(() => deps.close());

it("numbers every event once and without gaps while batches commit and four workers run", async () => {
  const source = await testSource(deps.pool);
  let open = true;
  const workers = Array.from({ length: 4 }, async () => {
    while (open) await sequencePending(deps.pool.sql);
  });
  await Promise.all(
    Array.from({ length: 30 }, (_, batch) =>
      send(
        deps,
        source,
        Array.from({ length: 1 + (batch % 7) }, (__, n) => nativeCall(`e-${batch}-${n}`)),
      ),
    ),
  );
  open = false;
  await Promise.all(workers);
  while ((await sequencePending(deps.pool.sql)) > 0);
  const rows = await deps.pool.sql<{ index: string }[]>`
    SELECT (s.first_index + c.batch_pos)::text AS index FROM call c JOIN sealed s USING (batch_id)
    ORDER BY 1`;
  const found = rows.map(({ index }) => Number(index)).toSorted((a, b) => a - b);
  expect(found).toEqual(Array.from({ length: found.length }, (_, n) => n));
  const wrong = await deps.pool.sql.unsafe(readFileSync("bench/recount.sql", "utf8"));
  expect([...wrong]).toEqual([]);
  const [counted] = await deps.pool.sql`SELECT sum(n)::int AS n FROM rollup_day`;
  expect(counted?.["n"]).toBe(found.length);
  const pending = await deps.pool.sql`SELECT 1 FROM seal_pending`;
  expect(pending).toHaveLength(0);
});
