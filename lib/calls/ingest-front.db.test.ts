import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Source } from "../sources/model";
import { nativeCall, type TestDeployment, testDeployment, testSource } from "../testing/deployment";
import { ingestFront } from "./ingest-front";

let deps: TestDeployment;
let source: Source;
beforeAll(async () => {
  deps = await testDeployment();
  source = await testSource(deps.pool);
});
afterAll(() => deps.close());

const request = (...raws: unknown[]) => ({
  source,
  format: "native",
  items: raws.map((raw, n) => ({ content: { raw }, position: `item ${n}` })),
  receivedAt: new Date(),
  backfill: true,
});

describe("the front of ingest", () => {
  it("answers each of many small requests with its own results, from few batches", async () => {
    const front = ingestFront(deps);
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        front.submit(request(nativeCall(`one-${n}`), { broken: n })),
      ),
    );
    for (const [n, results] of answers.entries()) {
      expect(results).toMatchObject([
        { index: 0, id: `one-${n}`, status: "stored" },
        { index: 1, status: "quarantined" },
      ]);
    }
    const [row] = await deps.pool.sql`SELECT count(*)::int AS n FROM seal_pending`;
    expect(row?.["n"]).toBeLessThan(10);
  });

  it("stores an event once that several requests bring at the same time", async () => {
    const front = ingestFront(deps);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => front.submit(request(nativeCall("same")))),
    );
    const statuses = answers.flat().map(({ status }) => status);
    expect(statuses.filter((status) => status === "stored")).toHaveLength(1);
    expect(statuses.filter((status) => status === "duplicate")).toHaveLength(19);
  });

  it("does not let one request that cannot be stored sink the others", async () => {
    const front = ingestFront(deps);
    const poison = { ...request(nativeCall("poison")), source: { ...source, name: "x".repeat(9) } };
    // An item whose reading is a bug of ours: the getter throws in the middle of the batch.
    poison.items = [
      {
        get content(): { raw: unknown } {
          throw new Error("a bug");
        },
        position: "item 0",
      },
    ];
    const [good, bad] = await Promise.allSettled([
      front.submit(request(nativeCall("fine"))),
      front.submit(poison),
    ]);
    expect(good).toMatchObject({ status: "fulfilled", value: [{ status: "stored" }] });
    expect(bad).toMatchObject({ status: "rejected" });
  });

  it("refuses what exceeds the bytes or the requests under way, and takes it when they are done", () => {
    const front = ingestFront(deps);
    const releases = Array.from({ length: 5 }, () => front.admit(4 * 1024 * 1024));
    expect(() => front.admit(8 * 1024 * 1024)).toThrow(
      expect.objectContaining({ code: "too_many_requests", retryAfter: 1 }),
    );
    for (const release of releases) release();
    const small = Array.from({ length: 256 }, () => front.admit(100));
    expect(() => front.admit(100)).toThrow(expect.objectContaining({ code: "too_many_requests" }));
    for (const release of small) release();
    expect(front.underWay()).toEqual({ requestsUnderWay: 0, bytesUnderWay: 0 });
    // Even the largest request gets through alone.
    front.admit(100 * 1024 * 1024)();
  });
});
