// Who may export, and what of the payloads.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { endAbandoned } from "./end-abandoned";
import { eraseStep } from "../erasure/erase-step";
import { requestErasure } from "../erasure/request-erasure";
import { runNextJob } from "../jobs/run-next-job";
import { asOperator, nativeCall } from "../testing/deployment";
import { exportPath, type ExportWorld, exportWorld, linesOf } from "../testing/exports";

const TOTAL = 20;
let api: ExportWorld["api"];
let investigator: ExportWorld["investigator"];
let auditor: ExportWorld["auditor"];
let arrive: ExportWorld["arrive"];
let begin: ExportWorld["begin"];
let get: ExportWorld["get"];
let logged: ExportWorld["logged"];
let idsByPages: ExportWorld["idsByPages"];
beforeAll(async () => {
  ({ api, investigator, auditor, arrive, begin, get, logged, idsByPages } =
    await exportWorld(TOTAL));
});
afterAll(() => api.close());
afterEach(() => api.refuseBugs());

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
    await arrive([nativeCall("gone", { server: { name: "gone" }, time: "2026-09-01T10:00:00Z" })]);
    const { sql } = api.deployment.pool;
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
    const answer = await api.request("GET", exportPath({ format: "csv" }), { cookie, headers });
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
