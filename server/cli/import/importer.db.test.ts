import { afterAll, beforeAll, expect, test } from "vitest";
import { findAdapter } from "../../../lib/calls/adapters/registry";
import { recordReader } from "../../../lib/calls/frames/record-reader";
import { type TestApi, testApi } from "../../../lib/testing/api";
import { asOperator } from "../../../lib/testing/deployment";
import { openImporter } from "./importer";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const DATED = '{"capability_type":"tool","timestamp":"2026-11-20T10:00:00Z"}\n';
const UNDATED = '{"capability_type":"tool"}\n';

test.each([
  ["read again, it is the same event", "a", [0, 0], [2]],
  ["in a later file of the name it is another event only if it says no time", "b", [0, 1], [3]],
  ["read again in that file, it is the same event", "c", [0, 1, 1], [3]],
  ["each later file has its own", "d", [1, 2, 2], [3]],
])("a line without an id: %s", async (_, source, generations, expected) => {
  for (const generation of generations) await store(source, generation);
  const [row] = await api.deployment.pool.sql<{ n: number }[]>`
    SELECT count(*)::int AS n FROM call JOIN source ON source.id = call.source_id
    WHERE source.name = ${source}`;
  expect([row?.n]).toEqual(expected);
});

async function store(source: string, generation: number): Promise<void> {
  const adapter = findAdapter("lasso")!;
  const job = { file: "/var/log/audit.jsonl", name: "audit.jsonl", adapter, source };
  const context = asOperator(api.deployment.pool);
  const importer = await openImporter(api.container, context, job);
  const records = recordReader(false).push(Buffer.from(DATED + UNDATED));
  await importer.store([...records], generation);
}
