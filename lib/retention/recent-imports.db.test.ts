import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Source } from "../sources/model";
import { send, type TestDeployment, testDeployment, testSource } from "../testing/deployment";
import { calls, countRows, DAY_MS, enforceOnce } from "../testing/retention";
import { settle } from "../testing/settle";
import { readRetention } from "./read-retention";

let deps: TestDeployment;
let source: Source;

beforeEach(async () => {
  deps = await testDeployment();
  source = await testSource(deps.pool);
});
afterEach(() => deps.close());

const count = (table: string) => countRows(deps, table);

describe("records that were old already when they came", () => {
  /** Again once the removals have their own places in the sequence, which hold up their week. */
  const at = async (now: number) => {
    for (let round = 0; round < 2; round += 1) {
      await enforceOnce(deps, now);
      await settle(deps);
    }
  };

  it("stay 30 days by the days that came with the product, in every part, and then go", async () => {
    await send(deps, source, [...calls(500, 2), ...calls(100, 1), ...calls(0, 1)]);
    await settle(deps);
    await at(Date.now() + 29 * DAY_MS);
    expect([await count("call"), await count("payload_raw")]).toEqual([4, 4]);
    const { items } = await readRetention(deps.pool.sql);
    const next = items.find(({ kind }) => kind === "calls")?.nextRemovalAt ?? "";
    expect((Date.parse(next) - Date.now()) / DAY_MS).toBeCloseTo(30, 1);
    await at(Date.now() + 45 * DAY_MS);
    expect([await count("call"), await count("payload_raw")]).toEqual([2, 0]);
  });

  it("do not hold what came in time", async () => {
    await send(deps, source, [...calls(500, 1), ...calls(2, 1)]);
    await settle(deps);
    await at(Date.now() + 45 * DAY_MS);
    expect([await count("call"), await count("payload_raw")]).toEqual([1, 0]);
  });
});
