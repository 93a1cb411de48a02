import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addEntry } from "../identity/change-directory";
import { updateSource } from "../sources/update-source";
import type { Source } from "../sources/model";
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
import { cancelJob } from "./cancel-job";
import { endJob, keepProgress, takeJob } from "./held-job";
import { getJob, listJobs } from "./list-jobs";
import { isOpen, JOB_MOVES, JOB_STATES, statesBefore } from "./model";
import { runNextJob } from "./run-next-job";

let deps: TestDeployment;
let source: Source;
let ceiling = 0;
const admin = viewerWith("admin");

beforeAll(async () => {
  deps = await testDeployment();
  source = await testSource(deps.pool);
  const records = Array.from({ length: 2_500 }, (_, n) =>
    nativeCall(`call-${n}`, { time: new Date(Date.now() - n * 60_000).toISOString() }),
  );
  await send(deps, source, records);
  await settle(deps);
});
afterAll(() => deps.close());
beforeEach(() => settle(deps));

/** Affects every call. */
async function change() {
  const callerCeiling = (["asserted", "validated"] as const)[ceiling++ % 2];
  await updateSource(asOperator(deps.pool), { id: source.publicId, callerCeiling });
}

const newest = async () => {
  const { items } = await listJobs(deps.pool, admin, {});
  const [job] = items;
  if (!job) throw new Error("there is no job");
  return job;
};

async function take() {
  const job = await takeJob(deps.pool.sql, "rejudge");
  if (job === null) throw new Error("no job waits");
  return job;
}

/** As a worker that is killed after some steps: its lease is not kept. */
async function killedAfter(steps: number) {
  let job = await take();
  const worker = testWorker(deps);
  for (let n = 0; n < steps; n += 1) {
    const went = await worker.step(job);
    if (went.state === "ended") throw new Error("it ended too early");
    job = went.job;
  }
  return job;
}

const expireLease = () =>
  deps.pool.sql`UPDATE job SET lease_until = now() - interval '1 s' WHERE state = 'running'`;

describe("a job", () => {
  it("goes only the ways of its table of states", () => {
    expect(statesBefore("cancelled")).toEqual(["queued", "running"]);
    expect(statesBefore("done")).toEqual(["running"]);
    expect(JOB_STATES.filter((state) => isOpen(state))).toEqual(["queued", "running"]);
    for (const state of ["done", "failed", "cancelled"] as const) {
      expect(JOB_MOVES[state]).toEqual([]);
    }
  });

  it("shows its progress while it runs and its result when it is done", async () => {
    await change();
    expect(await newest()).toMatchObject({ state: "queued", done: 0, total: null });
    const held = await killedAfter(1);
    expect(await newest()).toMatchObject({
      state: "running",
      done: 1_000,
      total: 2_500,
      sentence: "1,000 of about 2,500 calls, 1,000 changed",
    });
    await runRest(held);
    expect(await newest()).toMatchObject({
      state: "done",
      done: 2_500,
      total: 2_500,
      result: { judged: 2_500, changed: 2_500 },
      askedBy: "operator:test",
    });
  });

  async function runRest(held: Awaited<ReturnType<typeof killedAfter>>) {
    let job = held;
    const worker = testWorker(deps);
    for (;;) {
      const went = await worker.step(job);
      if (went.state === "ended") return;
      job = went.job;
    }
  }

  it("of a worker that was killed is finished by another, from where it stood", async () => {
    await change();
    const dead = await killedAfter(1);
    expect(await takeJob(deps.pool.sql, "rejudge")).toBeNull();
    await expireLease();
    await settle(deps);
    const job = await newest();
    expect(job).toMatchObject({ id: dead.id, state: "done", done: 2_500 });
    const [row] = await deps.pool.sql`SELECT takes FROM job WHERE id = ${job.id}`;
    expect(row).toMatchObject({ takes: 2 });
    expect(await whatIsWrong(deps)).toEqual([]);
    const [history] = await deps.pool.sql`
      SELECT count(*)::int AS n, count(DISTINCT event_id)::int AS calls FROM verdict_change
      WHERE job_id = ${job.id}`;
    expect(history).toEqual({ n: 2_500, calls: 2_500 });
  });

  it("cannot be written to by a worker that was thought dead", async () => {
    await change();
    const slow = await killedAfter(1);
    await expireLease();
    const other = await take();
    const progress = { done: 1, total: 1, sentence: "late", cursor: {} };
    await expect(keepProgress(deps.pool.sql, slow, progress)).rejects.toThrow("job_");
    await expect(testWorker(deps).step(slow)).rejects.toMatchObject({ name: "JobLost" });
    const ending = { state: "failed", error: "x" } as const;
    await expect(endJob(deps.pool.sql, slow, ending)).rejects.toMatchObject({ name: "JobLost" });
    await runRest(other);
    expect(await whatIsWrong(deps)).toEqual([]);
  });

  it("is worked on by one of many workers at a time, and done once", async () => {
    await change();
    const workers = Array.from({ length: 4 }, async () => {
      while (await runNextJob(testWorker(deps)));
    });
    await Promise.all(workers);
    expect(await newest()).toMatchObject({ state: "done", done: 2_500 });
    expect(await whatIsWrong(deps)).toEqual([]);
  });

  it("waits once, however many changes there are, and says which it settled", async () => {
    await change();
    await addEntry(asOperator(deps.pool), "services", { iss: "https://i", sub: "a" });
    await addEntry(asOperator(deps.pool), "services", { iss: "https://i", sub: "b" });
    const { items } = await listJobs(deps.pool, admin, { open: true });
    expect(items).toHaveLength(1);
    await settle(deps);
    const { result } = await newest();
    expect(result?.["versions"]).toHaveLength(3);
  });

  it("that stops with its process is free for another at once", async () => {
    await change();
    const stopping = new AbortController();
    const worker = testWorker(deps, stopping.signal);
    const step: typeof worker.step = (job) => {
      stopping.abort();
      return worker.step(job);
    };
    await runNextJob({ ...worker, step });
    expect(await newest()).toMatchObject({ state: "running", done: 1_000 });
    expect(await takeJob(deps.pool.sql, "rejudge")).toMatchObject({ done: 1_000 });
    await expireLease();
  });

  it("fails with a sentence, not with the cause, and is tried again", async () => {
    await change();
    const reported: unknown[] = [];
    const broken = {
      ...testWorker(deps),
      step: () => Promise.reject(new Error("secret detail")),
      report: (_about: string, error: unknown) => reported.push(error),
    };
    expect(await runNextJob(broken)).toBe(true);
    const job = await newest();
    expect(job).toMatchObject({ state: "failed" });
    expect(job.error).not.toContain("secret");
    expect(reported).toHaveLength(1);
    await retried();
    expect(await newest()).toMatchObject({ state: "done", done: 2_500 });
  });

  /** As if an hour had gone by. */
  async function retried() {
    const { ensureRejudge } = await import("../calls/rejudge/ensure-rejudge");
    const before = (await listJobs(deps.pool, admin, {})).items.length;
    await ensureRejudge(deps.pool.sql);
    expect((await listJobs(deps.pool, admin, {})).items).toHaveLength(before);
    await deps.pool.sql`UPDATE job SET finished_at = finished_at - interval '2 hours'`;
    await ensureRejudge(deps.pool.sql);
    await settle(deps);
    expect(await whatIsWrong(deps)).toEqual([]);
  }

  it("can be cancelled: what it has done stays, the rest follows later", async () => {
    await change();
    const held = await killedAfter(1);
    const actor = { kind: "member", viewer: admin } as const;
    await cancelJob({ pool: deps.pool, actor }, { id: held.id });
    await expect(testWorker(deps).step(held)).rejects.toMatchObject({ name: "JobLost" });
    expect(await newest()).toMatchObject({ state: "cancelled", done: 1_000 });
    await expect(cancelJob({ pool: deps.pool, actor }, { id: held.id })).rejects.toMatchObject({
      code: "conflict",
    });
    const [log] = await deps.pool.sql`
      SELECT subject FROM admin_log WHERE action = 'job.cancelled'`;
    expect(log).toMatchObject({ subject: held.id });
    await retried();
    const [one] = await deps.pool.sql`
      SELECT count(*)::int AS n FROM verdict_change WHERE job_id = ${held.id}`;
    expect(one).toEqual({ n: 1_000 });
  });

  it("is seen and cancelled by those whom its kind names", async () => {
    await change();
    const { id } = await newest();
    const approver = viewerWith("approver");
    expect((await listJobs(deps.pool, approver, {})).items).toEqual([]);
    await expect(getJob(deps.pool, approver, id)).rejects.toMatchObject({ code: "not_found" });
    const by = (viewer: typeof admin) => ({
      pool: deps.pool,
      actor: { kind: "member", viewer } as const,
    });
    await expect(cancelJob(by(approver), { id })).rejects.toMatchObject({ code: "not_found" });
    const reader = viewerWith("viewer");
    expect(await getJob(deps.pool, reader, id)).toMatchObject({ id, title: "Judging calls again" });
    await expect(cancelJob(by(reader), { id })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is listed page by page, newest first", async () => {
    await deps.pool.sql`
      INSERT INTO job (id, kind, state, sentence, asked_by, asked_at)
      SELECT 'job_old' || n, 'rejudge', 'done', '', 'system', now() - n * interval '1 hour'
      FROM generate_series(1, 120) AS n`;
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listJobs(deps.pool, admin, { cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(120);
    expect(seen.at(-1)).toBe("job_old120");
    await expect(listJobs(deps.pool, admin, { cursor: "nonsense" })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});
