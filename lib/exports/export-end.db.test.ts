// An export that is broken off says so, and so do its job and the admin log.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { endAbandoned } from "./end-abandoned";
import { type ExportWorld, exportWorld, linesOf } from "../testing/exports";

/** More than is under way at once: none has ended when its first rows are read. */
const TOTAL = 2_600;
let api: ExportWorld["api"];
let investigator: ExportWorld["investigator"];
let auditor: ExportWorld["auditor"];
let begin: ExportWorld["begin"];
let get: ExportWorld["get"];
let jobOf: ExportWorld["jobOf"];
let logged: ExportWorld["logged"];
beforeAll(async () => {
  ({ api, investigator, auditor, begin, get, jobOf, logged } = await exportWorld(TOTAL));
});
afterAll(() => api.close());
afterEach(() => api.refuseBugs());

/** How many rows this piece of it has. */
const rowsOf = (read: { value?: Uint8Array | undefined } | undefined) =>
  linesOf(new TextDecoder().decode(read?.value)).length;

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
