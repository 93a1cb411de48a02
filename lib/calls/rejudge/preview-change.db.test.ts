import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addEntry } from "../../identity/change-directory";
import { readDirectory } from "../../identity/read-directory";
import {
  asOperator,
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
  viewerWith,
} from "../../testing/deployment";
import { settle } from "../../testing/settle";
import { gatherNewest } from "./gather-newest";
import type { StoredScope } from "./lanes";
import { previewChange } from "./preview-change";

let deps: TestDeployment;
const admin = viewerWith("admin");
const DAY = 86_400_000;
const IDP = "https://idp.acme.example";
const GITHUB = "https://github.example";

beforeAll(async () => {
  deps = await testDeployment();
  const source = await testSource(deps.pool);
  const ago = (days: number, n: number) => new Date(Date.now() - days * DAY - n * 1_000);
  const calls = (name: string, days: number, count: number) =>
    Array.from({ length: count }, (_, n) =>
      nativeCall(`${name}-${n}`, { time: ago(days, n).toISOString() }),
    );
  await send(deps, source, [...calls("recent", 1, 40), ...calls("old", 60, 5)]);
  await addEntry(asOperator(deps.pool), "links", { person: "alice", iss: IDP, sub: "00alice" });
  await settle(deps);
});
afterAll(() => deps.close());

const link = { person: "alice", iss: GITHUB, sub: "1001" };

const everything = async () => ({
  directory: await readDirectory(deps.pool.db),
  rows: await deps.pool.sql`
    SELECT (SELECT directory_version FROM deployment), (SELECT count(*) FROM principal) AS p,
           (SELECT count(*) FROM job) AS j, (SELECT count(*) FROM directory_change) AS c,
           (SELECT count(*) FROM admin_log) AS l, (SELECT count(*) FROM directory_scope) AS s`,
});

describe("a preview", () => {
  it("says what the change would do to the last 30 days, and does nothing", async () => {
    const before = await everything();
    const preview = await previewChange(deps.pool, admin, { kind: "links", rows: [link] });
    expect(preview).toEqual({
      affected: 40,
      sampled: false,
      judged: 40,
      changes: [{ from: "unknown", to: "match", calls: 40 }],
    });
    expect(await everything()).toEqual(before);
  });

  it("of people whom no call names affects none", async () => {
    const rows = [{ person: "zoe", iss: IDP, sub: "zoe" }];
    const preview = await previewChange(deps.pool, admin, { kind: "links", rows });
    expect(preview).toEqual({ affected: 0, sampled: false, judged: 0, changes: [] });
  });

  it("refuses what the import would refuse, naming the row, and needs the same right", async () => {
    const rows = [link, { person: "!", iss: IDP, sub: "x" }];
    await expect(previewChange(deps.pool, admin, { kind: "links", rows })).rejects.toMatchObject({
      code: "invalid",
      fields: [{ path: "line 2" }],
    });
    const viewer = viewerWith("viewer", "auditor");
    const asked = previewChange(deps.pool, viewer, { kind: "links", rows: [link] });
    await expect(asked).rejects.toMatchObject({ code: "forbidden" });
  });

  it("gathers the newest of too many, and says that it did", async () => {
    const [row] = await deps.pool.sql<{ id: number }[]>`
      SELECT id FROM principal WHERE sub = '00alice'`;
    const scope: StoredScope = {
      version: 1,
      n: 1,
      kind: "caller",
      ref: row?.id ?? 0,
      keys: null,
      from: "-infinity",
      until: "infinity",
      exceptTools: null,
    };
    const within = { most: 10, withinMs: 10_000 };
    const { keys, complete } = await gatherNewest(deps.pool.sql, [scope, scope], within);
    expect(complete).toBe(false);
    expect(keys.map(({ eventId }) => eventId)).toEqual(
      Array.from({ length: 10 }, (_, n) => `recent-${n}`),
    );
    const late = await gatherNewest(deps.pool.sql, [scope], { most: 100, withinMs: 0 });
    expect(late).toEqual({ keys: [], complete: false });
    const all = await gatherNewest(deps.pool.sql, [scope], { most: 100, withinMs: 10_000 });
    expect(all).toMatchObject({ complete: true, keys: { length: 45 } });
  });

  it("does the same as the change itself", async () => {
    await addEntry(asOperator(deps.pool), "links", link);
    await settle(deps);
    const [row] = await deps.pool.sql`
      SELECT count(*)::int AS n FROM verdict_change
      WHERE from_verdict = 'unknown' AND to_verdict = 'match' AND event_id LIKE 'recent-%'`;
    expect(row).toEqual({ n: 40 });
  });
});
