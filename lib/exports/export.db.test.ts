import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parse } from "csv-parse/sync";
import { listCalls } from "../calls/query";
import { callRowSchema } from "../calls/view";
import { endAbandoned } from "./end-abandoned";
import { eraseStep } from "../erasure/erase-step";
import { requestErasure } from "../erasure/request-erasure";
import { runNextJob } from "../jobs/run-next-job";
import { sequencePending } from "../ledger/sequence";
import type { Source } from "../sources/model";
import { type TestApi, type TestMember, testApi } from "../testing/api";
import { asOperator, nativeCall, send, testSource, viewerWith } from "../testing/deployment";
import { HOSTILE_TEXTS, RAW_HIDDEN } from "../testing/hostile-text";

const TOTAL = 2_600;
let api: TestApi;
let source: Source;
let investigator: TestMember;
let auditor: TestMember;

beforeAll(async () => {
  api = await testApi();
  source = await testSource(api.deployment.pool, "gw");
  // Few distinct times: most neighbours differ by id alone.
  const records = Array.from({ length: TOTAL }, (_, n) =>
    nativeCall(`e-${n}`, {
      time: new Date(Date.parse("2026-11-20T10:00:00Z") - (n % 40) * 3_600_000).toISOString(),
      server: { name: n % 2 === 0 ? "github" : "jira" },
    }),
  );
  for (let n = 0; n < TOTAL; n += 500)
    await send(api.deployment, source, records.slice(n, n + 500));
  await sequencePending(api.deployment.pool.sql);
  investigator = await api.member("investigator");
  auditor = await api.member("auditor");
});
afterAll(() => api.close());
afterEach(() => api.refuseBugs());

const path = (params: Record<string, string>) =>
  `/api/v1/calls/export?${new URLSearchParams(params)}`;
const begin = async (who: TestMember, json: Record<string, unknown>) => {
  const answer = await api.request("POST", "/api/v1/calls/export", { cookie: who.cookie, json });
  const body: { job: string; detail?: string } = await answer.json();
  return { status: answer.status, ...body };
};
const get = (who: TestMember, params: Record<string, string>) =>
  api.request("GET", path(params), { cookie: who.cookie });
const jobOf = async (who: TestMember, id: string) =>
  (await api.request("GET", `/api/v1/jobs/${id}`, { cookie: who.cookie })).json();
const logged = (job: string) =>
  api.deployment.pool.sql<
    { action: string; actor: string; details: Record<string, unknown> }[]
  >`SELECT action, actor, details FROM admin_log WHERE details ->> 'job' = ${job} ORDER BY at`;
const linesOf = (text: string) => text.split("\n").filter((line) => line !== "");
const idsOf = (text: string) =>
  linesOf(text).map((line) => callRowSchema.parse(JSON.parse(line)).id);

const rowsOf = (read: { value?: Uint8Array | undefined } | undefined) =>
  linesOf(new TextDecoder().decode(read?.value)).length;

async function idsByPages(q: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCalls(api.deployment.pool, viewerWith("viewer"), {
      q,
      cursor,
      limit: 200,
    });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

describe("an export", () => {
  it("holds every call of the list in its order, and its job and the admin log say what it was", async () => {
    const answer = await get(investigator, { format: "ndjson", q: "server:github" });
    const text = await answer.text();
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename=".+\.ndjson"/);
    expect(idsOf(text)).toEqual(await idsByPages("server:github"));
    const id = answer.headers.get("x-onbehalf-job") ?? "";
    const sha256 = createHash("sha256").update(text).digest("hex");
    const result = { rows: TOTAL / 2, bytes: Buffer.byteLength(text), sha256 };
    expect(await jobOf(investigator, id)).toMatchObject({
      state: "done",
      done: TOTAL / 2,
      total: TOTAL / 2,
      result,
    });
    expect(await logged(id)).toMatchObject([
      {
        action: "export.begun",
        actor: `member:${investigator.email}`,
        details: { q: "server:github", format: "ndjson", include: [], expected: TOTAL / 2 },
      },
      { action: "export.ended", details: { state: "done", ...result } },
    ]);
  });

  it("is the same the other way round, and the same again up to the same index", async () => {
    const newest = await (await get(investigator, { format: "ndjson" })).text();
    const oldest = await get(investigator, { format: "ndjson", order: "oldest" });
    const head = (await jobOf(investigator, oldest.headers.get("x-onbehalf-job") ?? "")).input.head;
    expect(idsOf(await oldest.text())).toEqual(idsOf(newest).toReversed());
    await send(api.deployment, source, [nativeCall("later", { time: "2026-11-20T09:30:00Z" })]);
    await sequencePending(api.deployment.pool.sql);
    const again = await (await get(investigator, { format: "ndjson", upTo: String(head) })).text();
    expect(again).toBe(newest);
    expect(idsOf(await (await get(investigator, { format: "ndjson" })).text())).toHaveLength(
      TOTAL + 1,
    );
  });

  it("leaves out what comes while it runs, between and after what it has", async () => {
    const before = await idsByPages("");
    const answer = await get(investigator, { format: "ndjson" });
    const reader = answer.body?.getReader();
    const first = await reader?.read();
    const more = Array.from({ length: 50 }, (_, n) =>
      nativeCall(`meanwhile-${n}`, {
        time: `2026-11-1${9 + (n % 2)}T03:00:00Z`.replace("110", "20"),
      }),
    );
    await send(api.deployment, source, more.slice(0, 25));
    await sequencePending(api.deployment.pool.sql);
    // These are not even sequenced.
    await send(api.deployment, source, more.slice(25));
    let text = new TextDecoder().decode(first?.value);
    for (let next = await reader?.read(); next?.done === false; next = await reader?.read())
      text += new TextDecoder().decode(next.value);
    expect(idsOf(text)).toEqual(before);
    await sequencePending(api.deployment.pool.sql);
  });

  it("keeps within its range, whose ends no longer move", async () => {
    const { job } = await begin(investigator, { format: "csv", from: "-24h" });
    const { input } = await jobOf(investigator, job);
    expect(input.from).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    await (await get(investigator, { job })).text();
    const range = { from: "2026-11-20T09:00:00Z", to: "2026-11-20T10:00:00Z" };
    const text = await (
      await get(investigator, { format: "csv", q: "server:jira", ...range })
    ).text();
    const rows: Record<string, string>[] = parse(text, { columns: true });
    expect(text.split("\r\n")).toHaveLength(rows.length + 2);
    expect(rows).toHaveLength(65);
    expect(new Set(rows.map((row) => row["time"]))).toEqual(new Set(["2026-11-20T09:00:00Z"]));
  });

  it("of nothing is a file with no call in it", async () => {
    expect(await (await get(investigator, { format: "ndjson", q: "server:none" })).text()).toBe("");
  });

  it("holds hostile text inertly in every format", async () => {
    const evil = HOSTILE_TEXTS.map((text, n) =>
      nativeCall(`evil-${n}`, {
        time: "2026-11-18T00:00:00Z",
        server: { name: "evil" },
        tool: { name: text, arguments: { text } },
        result: { text },
      }),
    );
    await send(api.deployment, source, evil);
    await sequencePending(api.deployment.pool.sql);
    for (const format of ["csv", "ndjson", "ocsf"]) {
      const asked = { format, q: "server:evil", include: "arguments,result,network" };
      const text = await (await get(auditor, asked)).text();
      const lines = text.split(format === "csv" ? "\r\n" : "\n").slice(0, -1);
      expect(lines).toHaveLength(HOSTILE_TEXTS.length + (format === "csv" ? 1 : 0));
      for (const line of lines) expect(line).not.toMatch(RAW_HIDDEN);
      if (format !== "csv") for (const line of lines) JSON.parse(line);
    }
  });
});

describe("payloads in an export", () => {
  it("come only to who may read them, and the admin log says so", async () => {
    const asked = { format: "ndjson", include: "arguments,network", q: "server:jira" };
    const refused = await get(investigator, asked);
    expect(refused.status).toBe(403);
    expect((await refused.json()).detail).toContain("payload:read");
    const answer = await get(auditor, asked);
    const [line = ""] = linesOf(await answer.text());
    expect(JSON.parse(line).payload).toMatchObject({
      arguments: { repo: "acme/app", token: expect.stringContaining("[redacted:") },
      result: null,
      redacted: [{ part: "arguments", path: expect.stringContaining("token") }],
      missing: [],
    });
    const [begun] = await logged(answer.headers.get("x-onbehalf-job") ?? "");
    expect(begun?.action).toBe("export.begun_with_payloads");
    expect(begun?.details["include"]).toEqual(["arguments", "network"]);
    const without = await (await get(auditor, { format: "ndjson", q: "server:jira" })).text();
    expect(without).not.toContain("acme/app");
  });

  it("that are gone are said to be gone, and why", async () => {
    await send(api.deployment, source, [
      nativeCall("gone", { server: { name: "gone" }, time: "2026-09-01T10:00:00Z" }),
    ]);
    const { sql } = api.deployment.pool;
    await sequencePending(sql);
    const [id = ""] = await idsByPages("server:gone");
    await requestErasure(asOperator(api.deployment.pool), {
      subject: { kind: "call", id },
      payloads: true,
      reason: "asked for by a customer",
    });
    const { keys } = api.deployment;
    const report = (about: string, cause: unknown) => {
      throw new Error(about, { cause });
    };
    const stopped = new AbortController().signal;
    await runNextJob({ kind: "erasure", step: eraseStep({ sql, keys }), sql, stopped, report });
    const answer = await get(auditor, { format: "ndjson", include: "arguments", q: "server:gone" });
    expect(JSON.parse(await answer.text()).payload).toMatchObject({
      arguments: null,
      missing: [{ part: "arguments", why: "erasure", reason: "asked for by a customer" }],
    });
  });

  it("cannot be searched by who may not read them", async () => {
    const { status } = await begin(investigator, { format: "csv", q: "args.repo:acme/app" });
    expect(status).toBe(403);
  });
});

describe("an export that does not come to its end", () => {
  it("is broken off when it is cancelled, also while nobody reads it", async () => {
    const answer = await get(investigator, { format: "ndjson" });
    const id = answer.headers.get("x-onbehalf-job") ?? "";
    const reader = answer.body?.getReader();
    const rows = rowsOf(await reader?.read());
    const cancelled = await api.request("POST", `/api/v1/jobs/${id}/cancel`, {
      cookie: investigator.cookie,
      json: {},
    });
    expect(cancelled.status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await expect(reader?.read()).rejects.toThrow();
    const job = await jobOf(investigator, id);
    expect(job).toMatchObject({ state: "cancelled", result: { rows, sha256: null } });
    const actions = (await logged(id)).map(({ action }) => action);
    expect(actions).toEqual(["export.begun", "export.ended"]);
  });

  it("says that its connection was closed, and how much had left", async () => {
    const answer = await get(investigator, { format: "ndjson" });
    const reader = answer.body?.getReader();
    const rows = rowsOf(await reader?.read());
    await reader?.cancel();
    const id = answer.headers.get("x-onbehalf-job") ?? "";
    expect(await jobOf(investigator, id)).toMatchObject({
      state: "failed",
      error: "The connection was closed before the end.",
      result: { rows, sha256: null },
    });
  });

  it("ends within seconds of its member's right to it", async () => {
    const passing = await api.member("investigator");
    const answer = await get(passing, { format: "ndjson" });
    const reader = answer.body?.getReader();
    await reader?.read();
    await api.deployment.pool.sql`
      UPDATE member_role SET role = 'viewer' WHERE member_id = ${passing.id}`;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await expect(reader?.read()).rejects.toThrow();
    const [, ended] = await logged(answer.headers.get("x-onbehalf-job") ?? "");
    expect(ended?.details).toMatchObject({
      state: "failed",
      error: "The right to it was taken away on the way.",
    });
  });

  it("does not run for ever when its server was killed, nor wait for ever for its download", async () => {
    const { pool } = api.deployment;
    const [killed, waiting] = [
      await begin(auditor, { format: "csv" }),
      await begin(auditor, { format: "csv" }),
    ];
    await pool.sql`
      UPDATE job SET state = 'running', holder = 'gone', done = 70, cursor = '{"bytes": 900}',
        lease_until = now() - interval '1 second' WHERE id = ${killed.job}`;
    await pool.sql`
      UPDATE job SET asked_at = now() - interval '2 minutes' WHERE id = ${waiting.job}`;
    await endAbandoned(pool);
    expect(await jobOf(auditor, killed.job)).toMatchObject({
      state: "failed",
      error: "The server ended before the export did.",
      result: { rows: 70, bytes: 900, sha256: null },
    });
    expect(await jobOf(auditor, waiting.job)).toMatchObject({ state: "cancelled" });
    expect((await get(auditor, { job: waiting.job })).status).toBe(409);
    expect((await logged(killed.job)).map(({ actor }) => actor)).toContain("system");
  });
});

describe("who may", () => {
  it("see, download and cancel an export is who began it, once", async () => {
    const { job } = await begin(auditor, { format: "csv" });
    const other = await api.member("auditor");
    expect((await get(other, { job })).status).toBe(404);
    const seen = await api.request("GET", `/api/v1/jobs/${job}`, { cookie: other.cookie });
    expect(seen.status).toBe(404);
    const cancelled = await api.request("POST", `/api/v1/jobs/${job}/cancel`, {
      cookie: other.cookie,
      json: {},
    });
    expect(cancelled.status).toBe(404);
    expect((await get(auditor, { job })).status).toBe(200);
    expect((await get(auditor, { job })).status).toBe(409);
    await api.deployment.pool.sql`
      UPDATE job SET lease_until = now() - interval '1 second' WHERE id = ${job}`;
    await endAbandoned(api.deployment.pool);
  });

  it("begin more is refused while two of one member are open", async () => {
    const busy = await api.member("investigator");
    const jobs = [await begin(busy, { format: "csv" }), await begin(busy, { format: "csv" })];
    const third = await begin(busy, { format: "csv" });
    expect(third).toMatchObject({
      status: 429,
      detail: expect.stringContaining("2 exports of yours"),
    });
    for (const { job } of jobs) await (await get(busy, { job })).text();
    expect((await begin(busy, { format: "csv" })).status).toBe(200);
  });

  it("begin one is not another site's link", async () => {
    const headers = { "sec-fetch-site": "cross-site" };
    const { cookie } = auditor;
    const answer = await api.request("GET", path({ format: "csv" }), { cookie, headers });
    expect(answer.status).toBe(403);
  });

  it.each<Record<string, string>>([
    { q: "nonsense:x", format: "csv" },
    { format: "xml" },
    { format: "csv", include: "raw" },
    { format: "csv", from: "yesterday" },
    { format: "csv", job: "job_x" },
    { q: "", job: "job_x" },
    {},
  ])("ask %j is told what is wrong", async (params) => {
    const answer = await get(auditor, params);
    expect(answer.status).toBe(400);
    expect((await answer.json()).detail).toMatch(/^(q|format|include|from|job): /);
  });
});

describe("how many calls match", () => {
  const count = async (q: string) =>
    (
      await api.request("GET", `/api/v1/calls/count?${new URLSearchParams({ q })}`, investigator)
    ).json();

  it("is exact for a few", async () => {
    expect(await count("server:gone")).toEqual({ calls: 1, about: false });
    expect(await count('"nothing has this"')).toEqual({ calls: 0, about: false });
  });
});
