import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addEntry } from "../identity/change-directory";
import { directoryCache } from "../identity/directory-cache";
import { sequencePending } from "../ledger/sequence";
import {
  asOperator,
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
  viewerWith,
} from "../testing/deployment";
import { settle, testWorker, whatIsWrong } from "../testing/settle";
import { listJobs } from "./list-jobs";
import { runNextJob } from "./run-next-job";

let deps: TestDeployment;
beforeAll(async () => {
  deps = await testDeployment();
});
afterAll(() => deps.close());
beforeEach(() => settle(deps));

describe("calls that come while the directory changes", () => {
  /** As another process has it: with its own second of a directory that is out of date. */
  const gate = () => ({ ...deps, directory: directoryCache(deps.pool) });
  const IDP = "https://i";
  const TRACKER = "https://j";
  const callOf = (id: string, n: number) =>
    nativeCall(id, {
      time: new Date(Date.now() - Math.random() * 3_600_000).toISOString(),
      caller: { evidence: "validated", iss: IDP, sub: `p${n}` },
      downstream: { evidence: "validated", kind: "user_token", iss: TRACKER, sub: `q${n}` },
    });
  const link = (iss: string, letter: string, n: number) =>
    addEntry(asOperator(deps.pool), "links", { person: `m${n}`, iss, sub: `${letter}${n}` });
  const verdictOf = async (id: string) => {
    const [row] = await deps.pool.sql`SELECT verdict FROM call WHERE event_id = ${id}`;
    return row?.["verdict"];
  };

  it("and are committed after the job walked past are found in sequencing", async () => {
    const own = await testSource(deps.pool, "late");
    const late = gate();
    await late.directory.current();
    await link(IDP, "p", 1_000);
    await link(TRACKER, "q", 1_000);
    await settle(deps);
    const [job] = (await listJobs(deps.pool, viewerWith("admin"), {})).items;
    expect(job?.state).toBe("done");
    await send(late, own, [callOf("late", 1_000), callOf("late-other", 1_001)]);
    expect(await verdictOf("late")).toBe("unknown");
    while ((await sequencePending(deps.pool.sql)) > 0);
    const behind = await deps.pool.sql`SELECT event_id FROM rejudge_pending`;
    expect(behind.map((row) => row["event_id"])).toEqual(["late"]);
    await settle(deps);
    expect(await verdictOf("late")).toBe("match");
    const [history] = await deps.pool.sql`
      SELECT cardinality(changes) AS changes, job_id FROM verdict_change WHERE event_id = 'late'`;
    expect(history).toEqual({ changes: 2, job_id: null });
    expect(await whatIsWrong(deps)).toEqual([]);
  });

  it("are all judged by the directory of the end", async () => {
    const own = await testSource(deps.pool, "busy");
    const PEOPLE = 40;
    let busy = true;
    let sent = 0;
    let overtaken = 0;
    const ingest = async (lane: number) => {
      const from = gate();
      for (let n = 0; busy; n += 1) {
        const records = Array.from({ length: 20 }, (_, i) =>
          callOf(`busy-${lane}-${n}-${i}`, Math.floor(Math.random() * PEOPLE)),
        );
        const results = await send(from, own, records);
        expect(results.every(({ status }) => status === "stored")).toBe(true);
        sent += records.length;
      }
    };
    const working = async () => {
      while (busy) {
        await sequencePending(deps.pool.sql);
        const [waiting] = await deps.pool.sql`SELECT count(*)::int AS n FROM rejudge_pending`;
        overtaken = Math.max(overtaken, Number(waiting?.["n"]));
        await runNextJob(testWorker(deps));
      }
    };
    // Everybody is linked once: nothing later makes good what the change of a link missed.
    const changing = async () => {
      for (let n = 0; n < PEOPLE; n += 1) {
        await link(IDP, "p", n);
        await link(TRACKER, "q", n);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      busy = false;
    };
    await Promise.all([ingest(1), ingest(2), working(), working(), changing()]);
    expect(overtaken).toBeGreaterThan(0);
    await settle(deps);
    const [stored] = await deps.pool.sql`
      SELECT count(*)::int AS n, count(*) FILTER (WHERE verdict = 'match')::int AS matched
      FROM call WHERE event_id LIKE 'busy-%'`;
    expect(stored).toEqual({ n: sent, matched: sent });
    expect(await whatIsWrong(deps)).toEqual([]);
  }, 120_000);
});
