// An export holds exactly the calls of the list that it is of.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { sequencePending } from "../ledger/sequence";
import { nativeCall, send } from "../testing/deployment";
import { HOSTILE_TEXTS, RAW_HIDDEN } from "../testing/hostile-text";
import { type ExportWorld, exportWorld, idsIn } from "../testing/exports";

const TOTAL = 2_600;
let api: ExportWorld["api"];
let source: ExportWorld["source"];
let investigator: ExportWorld["investigator"];
let auditor: ExportWorld["auditor"];
let arrive: ExportWorld["arrive"];
let begin: ExportWorld["begin"];
let get: ExportWorld["get"];
let jobOf: ExportWorld["jobOf"];
let logged: ExportWorld["logged"];
let idsByPages: ExportWorld["idsByPages"];
beforeAll(async () => {
  ({ api, source, investigator, auditor, arrive, begin, get, jobOf, logged, idsByPages } =
    await exportWorld(TOTAL));
});
afterAll(() => api.close());
afterEach(() => api.refuseBugs());

describe("an export", () => {
  it("holds every call of the list in its order, and its job and the admin log say what it was", async () => {
    const answer = await get(investigator, { format: "ndjson", q: "server:github" });
    const text = await answer.text();
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename=".+\.ndjson"/);
    expect(idsIn(text)).toEqual(await idsByPages("server:github"));
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
    expect(idsIn(await oldest.text())).toEqual(idsIn(newest).toReversed());
    await arrive([nativeCall("later", { time: "2026-11-20T09:30:00Z" })]);
    const again = await (await get(investigator, { format: "ndjson", upTo: String(head) })).text();
    expect(again).toBe(newest);
    expect(idsIn(await (await get(investigator, { format: "ndjson" })).text())).toHaveLength(
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
    await arrive(more.slice(0, 25));
    // These are not even sequenced.
    await send(api.deployment, source, more.slice(25));
    let text = new TextDecoder().decode(first?.value);
    for (let next = await reader?.read(); next?.done === false; next = await reader?.read())
      text += new TextDecoder().decode(next.value);
    expect(idsIn(text)).toEqual(before);
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
    await arrive(evil);
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

describe("how many calls match", () => {
  const count = async (q: string) =>
    (
      await api.request("GET", `/api/v1/calls/count?${new URLSearchParams({ q })}`, investigator)
    ).json();

  it("is exact for a few", async () => {
    await arrive([nativeCall("one", { server: { name: "rare" } })]);
    expect(await count("server:rare")).toEqual({ calls: 1, about: false });
    expect(await count('"nothing has this"')).toEqual({ calls: 0, about: false });
  });
});
