import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { weekStart } from "../calls/partitions";
import type { Source } from "../sources/model";
import {
  asOperator,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
} from "../testing/deployment";
import { calls, countRows, DAY_MS, enforceOnce, setDays } from "../testing/retention";
import { settle } from "../testing/settle";
import type { RetentionKind } from "./model";
import { previewRetention } from "./preview-retention";
import { readRetention } from "./read-retention";
import { setRetention } from "./set-retention";

let deps: TestDeployment;
let source: Source;

beforeEach(async () => {
  deps = await testDeployment();
  source = await testSource(deps.pool);
});
afterEach(() => deps.close());

const enforce = () => enforceOnce(deps);
const set = (kind: RetentionKind, days: number) => setDays(deps, kind, days);
const count = (table: string) => countRows(deps, table);

describe("the rules", () => {
  it("are as the product came, with their bounds, sizes and next removal", async () => {
    await send(deps, source, calls(50, 1));
    const { items, adminLog } = await readRetention(deps.pool.sql);
    const week = weekStart(Date.now() - 50 * DAY_MS);
    expect(items.map(({ kind, days }) => [kind, days])).toEqual([
      ["calls", 400],
      ["payloads", 90],
      ["raw", 30],
      ["quarantine", 30],
      ["decisions", 400],
    ]);
    expect(items[0]).toMatchObject({
      oldest: new Date(week).toISOString().slice(0, 10),
      nextRemovalAt: new Date(week + 407 * DAY_MS).toISOString(),
    });
    expect(items[0]?.bytes).toBeGreaterThan(0);
    expect(adminLog.bytes).toBeGreaterThan(0);
  });

  it.each([
    ["raw", 401, "cannot outlive the calls, which are kept 400 days"],
    ["payloads", 0, "between 1 and 3,650 days"],
    ["calls", 34, "between 35 and 3,650 days"],
    ["calls", 80, "Payloads are kept 90 days and cannot outlive the calls"],
    ["raw", 30, "It is 30 days already"],
  ] as const)("refuse %s for %i days", async (kind, days, why) => {
    await expect(set(kind, days)).rejects.toThrow(why);
  });

  it("refuse whoever has not seen the newest one, and a shortening that is not named", async () => {
    await set("raw", 20);
    await expect(set("raw", 10)).rejects.toThrow("it is 20 days now");
    const change = { kind: "raw", days: 10, version: 2, reason: "less is enough" } as const;
    await expect(setRetention(asOperator(deps.pool), change)).rejects.toThrow(
      "repeat the name, raw",
    );
    await setRetention(asOperator(deps.pool), { ...change, days: 40 });
    const logged = await deps.pool.sql`
      SELECT details FROM admin_log WHERE action = 'retention.changed' ORDER BY id`;
    expect(logged.map((row) => row["details"])).toEqual([
      { before: 30, after: 20, reason: "agreed with the works council" },
      { before: 20, after: 40, reason: "less is enough" },
    ]);
  });

  it("say before what fewer days would remove, and then remove exactly that", async () => {
    await send(deps, source, [...calls(100, 3), ...calls(2, 1)]);
    await settle(deps);
    const preview = await previewRetention(deps.pool.sql, "calls", 60);
    expect(preview).toMatchObject({ weeks: 1, calls: 3 });
    expect(preview.bytes).toBeGreaterThan(0);
    expect(preview.oldestKept).toBe(
      new Date(weekStart(Date.now() - 2 * DAY_MS)).toISOString().slice(0, 10),
    );
    await set("payloads", 60);
    await set("calls", 60);
    await enforce();
    expect(await count("call")).toBe(1);
  });

  it("reach what is in quarantine already", async () => {
    await send(deps, source, ["no record"]);
    await deps.pool.sql`UPDATE quarantine SET last_received_at = now() - interval '12 days'`;
    expect(await previewRetention(deps.pool.sql, "quarantine", 10)).toMatchObject({ calls: 1 });
    await set("quarantine", 10);
    expect(await enforce()).toMatchObject({ removed: 1 });
    expect(await count("quarantine")).toBe(0);
    const { removals } = await readRetention(deps.pool.sql);
    expect(removals[0]).toMatchObject({ kind: "quarantine", events: 1, days: 10 });
  });
});
