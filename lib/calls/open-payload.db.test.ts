import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leafHash } from "../ledger/leaf";
import { type TestApi, type TestMember, testApi } from "../testing/api";
import { send, testSource, viewerWith } from "../testing/deployment";
import { richCall } from "../testing/rich-call";
import { getCall } from "./call-detail";
import { listCalls } from "./query";

let api: TestApi;
let auditor: TestMember;
let id: string;
beforeAll(async () => {
  api = await testApi();
  auditor = await api.member("auditor");
  await send(api.deployment, await testSource(api.deployment.pool), [richCall]);
  id = (await listCalls(api.deployment.pool, viewerWith("viewer"), {})).items[0]?.id ?? "";
});
afterAll(() => api.close());

describe("opening a payload", () => {
  const open = (json: unknown, who: TestMember = auditor) => {
    return api.request("POST", `/api/v1/calls/${id}/payload`, { cookie: who.cookie, json });
  };
  const looks = async () => {
    const rows = await api.deployment.pool.sql<
      { actor: string; subject: string; details: unknown }[]
    >`
      SELECT actor, subject, details FROM admin_log WHERE action = 'payload.opened' ORDER BY id`;
    return [...rows];
  };

  it("gives the redacted parts that were asked for, and records each look", async () => {
    const before = (await looks()).length;
    const all = await (await open({})).json();
    expect(JSON.parse(all.arguments)).toMatchObject({ repo: "acme/app" });
    expect(JSON.parse(all.result)).toEqual({ content: [{ text: "no" }] });
    expect(JSON.parse(all.network)).toEqual({ clientIp: "192.0.2.7", userAgent: "agent/1" });
    expect(JSON.parse(all.raw)).toMatchObject({ id: "rich", labels: { env: "prod" } });
    expect(JSON.stringify(all)).not.toContain("hunter2");
    const some = await (await open({ parts: ["result"] })).json();
    expect(some).toEqual({ arguments: null, result: all.result, network: null, raw: null });
    const recorded = (await looks()).slice(before);
    expect(recorded).toEqual([
      {
        actor: `member:${auditor.email}`,
        subject: id,
        details: { parts: ["arguments", "result", "network", "raw"] },
      },
      {
        actor: `member:${auditor.email}`,
        subject: id,
        details: { parts: ["result"] },
      },
    ]);
  });

  it("is refused without payload:read, also to owner and admin, and no look is recorded", async () => {
    const before = await looks();
    for (const role of ["viewer", "investigator", "admin", "owner"] as const) {
      expect((await open({}, await api.member(role))).status).toBe(403);
    }
    expect(await looks()).toEqual(before);
  });

  it("of no part, of an unknown part or of no call is refused and not recorded", async () => {
    const before = await looks();
    expect((await open({ parts: [] })).status).toBe(400);
    expect((await open({ parts: ["text"] })).status).toBe(400);
    const nowhere = await api.request("POST", "/api/v1/calls/call_x/payload", {
      ...auditor,
      json: {},
    });
    expect(nowhere.status).toBe(404);
    expect(await looks()).toEqual(before);
  });

  it("shows an erased part as null while the others stay, and the list no longer has it", async () => {
    const { sql } = api.deployment.pool;
    await sql`
      UPDATE payload p SET arguments = NULL, arguments_salt = NULL FROM call c
      WHERE c.event_id = 'rich' AND p.occurred_at = c.occurred_at AND p.batch_id = c.batch_id
        AND p.batch_pos = c.batch_pos`;
    await sql`
      UPDATE payload_raw r SET ciphertext = NULL, salt = NULL FROM call c
      WHERE c.event_id = 'rich' AND r.occurred_at = c.occurred_at AND r.batch_id = c.batch_id
        AND r.batch_pos = c.batch_pos`;
    const { pool, directory } = api.deployment;
    const detail = await getCall({ pool, directory }, viewerWith("viewer"), id);
    const { parts, envelope, leafHash: leaf } = detail;
    expect(parts).toEqual(["result", "network"]);
    expect(leafHash(envelope).toString("hex")).toBe(leaf);
    const opened = await (await open({})).json();
    expect(opened).toMatchObject({ arguments: null, raw: null });
    expect(opened.result).not.toBeNull();
  });

  it("works for more people at once than the pool has connections", async () => {
    const answers = await Promise.all(
      Array.from({ length: 24 }, () =>
        api.request("POST", `/api/v1/calls/${id}/payload`, { ...auditor, json: {} }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(24).fill(200));
  }, 10_000);
});
