import { afterAll, beforeAll, expect, it } from "vitest";
import { sequencePending } from "../ledger/sequence";
import {
  asOperator,
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
} from "../testing/deployment";
import { expectedCalls } from "./expected-calls";

const TOTAL = 12_000;
let deps: TestDeployment;
beforeAll(async () => {
  deps = await testDeployment();
  const source = await testSource(deps.pool);
  for (let n = 0; n < TOTAL; n += 1_000) {
    const records = Array.from({ length: 1_000 }, (_, i) =>
      nativeCall(`e-${n + i}`, { server: { name: i % 12 === 0 ? "rare" : "github" } }),
    );
    await send(deps, source, records);
  }
  while ((await sequencePending(deps.pool.sql)) > 0);
  await deps.pool.sql`ANALYZE call`;
});
afterAll(() => deps.close());

const count = (q: string, from?: string) => expectedCalls(asOperator(deps.pool), { q, from });

it("counts up to a bound", async () => {
  expect(await count("server:rare")).toEqual({ calls: 1_008, about: false });
});

it("says about beyond, from the rollups where they know the fields", async () => {
  expect(await count("")).toEqual({ calls: TOTAL, about: true });
  expect(await count("-server:rare")).toEqual({ calls: TOTAL - 1_008, about: true });
  expect(await count("server:github OR verdict:mismatch", "2026-11-20T10:00:00Z")).toEqual({
    calls: TOTAL - 1_008,
    about: true,
  });
});

it("guesses where nothing has counted, never fewer than were counted", async () => {
  const { calls, about } = await count("duration<1h");
  expect(about).toBe(true);
  expect(calls).toBeGreaterThan(10_000);
});
