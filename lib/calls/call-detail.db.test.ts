import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importDirectory } from "../identity/change-directory";
import { leafHash, sha256Hex } from "../ledger/leaf";
import type { Source } from "../sources/model";
import { asOperator, nativeCall, send, testSource, viewerWith } from "../testing/deployment";
import { type TestApi, type TestMember, testApi } from "../testing/api";
import { getCall } from "./call-detail";
import { listCalls } from "./query";
import { recomputeLeaf } from "./recompute-leaf";
import { callDetailSchema } from "./view";

let api: TestApi;
let source: Source;
beforeAll(async () => {
  api = await testApi();
  source = await testSource(api.deployment.pool);
  await importDirectory(asOperator(api.deployment.pool), {
    kind: "links",
    via: "csv",
    rows: [
      { person: "alice", name: "Alice Archer", iss: "https://idp.acme.example", sub: "00alice" },
      { person: "alice", iss: "https://github.example", sub: "1001" },
    ].map((cells, n) => ({ line: n + 2, cells })),
  });
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  await send(api.deployment, source, [rich, poor]);
});
afterAll(() => api.close());

/** Every member that a record can have. */
const rich = nativeCall("rich", {
  seq: 7,
  caller: {
    evidence: "validated",
    iss: "https://idp.acme.example",
    sub: "00alice",
    email: "alice@acme.example",
    name: "Alice",
    groups: ["eng"],
    tenant: "acme",
    token: {
      aud: "https://gw.acme.example/mcp",
      clientId: "claude",
      jti: "jti-caller",
      sha256: "aa".repeat(32),
      scopes: ["mcp"],
      iat: 1_795_168_000,
      exp: 1_795_171_600,
      act: { iss: "https://idp.acme.example", sub: "broker" },
      cnf: "jkt:abc",
    },
  },
  client: { id: "claude", name: "Claude", version: "1.4", registration: "cimd", workload: "w" },
  session: { id: "session-1" },
  server: { name: "github", resource: "https://mcp.github.example/mcp" },
  tool: {
    name: "create_issue",
    arguments: { repo: "acme/app", password: "hunter2-hunter2" },
    definitionSha256: "bb".repeat(32),
  },
  downstream: {
    evidence: "validated",
    kind: "exchanged_token",
    iss: "https://github.example",
    sub: "1001",
    account: "alice-gh",
    tenant: "acme-gh",
    token: { aud: ["https://api.github.example"], scopes: ["repo"], jti: "jti-down" },
    credential: { id: "cred-1", owner: "alice" },
    obtainedBy: "token_exchange",
  },
  consent: { id: "c-1", clientId: "claude", at: "2026-11-01T00:00:00Z" },
  authorization: {
    decision: "allow",
    decisionId: "d-1",
    policyVersion: "12",
    ruleId: "r-1",
    reason: "because of r-1",
  },
  approval: { id: "apr_1" },
  outcome: { status: "error", code: "E42", message: "it broke", durationMs: 12.5 },
  result: { content: [{ text: "no" }] },
  network: { clientIp: "192.0.2.7", userAgent: "agent/1" },
  trace: { traceId: "t".repeat(32), spanId: "s".repeat(16), txn: "x", requestId: "req-9" },
  labels: { env: "prod" },
});
const poor = { id: "poor", type: "resource.read", time: "2026-11-20T10:00:01Z" };

const viewer = viewerWith("viewer");
async function idOf(eventId: string): Promise<string> {
  const { pool } = api.deployment;
  const { items } = await listCalls(pool, viewer, { limit: 200 });
  const ids = items.map(({ id }) => id);
  const found = ids.find((id) => Buffer.from(id.slice(5), "base64url").includes(eventId));
  if (found === undefined) throw new Error(`${eventId} is not listed`);
  return found;
}
const detailOf = async (eventId: string) =>
  getCall(
    { pool: api.deployment.pool, directory: api.deployment.directory },
    viewer,
    await idOf(eventId),
  );

describe("the detail of a call", () => {
  it("has everything that a rich record said, and nothing of its payload", async () => {
    const detail = await detailOf("rich");
    expect(detail).toMatchObject({
      time: "2026-11-20T10:00:00.123456Z",
      verdict: "mismatch",
      relation: "same_person",
      flags: ["audience_mismatch", "tenant_crossed", "sender_constraint_dropped"],
      outcome: "error",
      outcomeCode: "E42",
      outcomeMessage: "it broke",
      durationMs: 12.5,
      labels: { env: "prod" },
      callerTenant: "acme",
      ranAsTenant: "acme-gh",
      ranAsAccount: "alice-gh",
      obtainedBy: "token_exchange",
      serverResource: "https://mcp.github.example/mcp",
      session: sha256Hex("session-1"),
      approvalId: "apr_1",
      traceId: "t".repeat(32),
      timeFrom: null,
      client: { id: "claude", name: "Claude" },
      caller: {
        evidence: "validated",
        identity: { person: { id: "alice", name: "Alice Archer" }, email: "alice@acme.example" },
      },
      ranAs: { kind: "exchanged_token", credential: { label: "cred-1" } },
      callerToken: {
        aud: ["https://gw.acme.example/mcp"],
        clientId: "claude",
        jtiSha256: sha256Hex("jti-caller"),
        sha256: "aa".repeat(32),
        scopes: ["mcp"],
        iat: 1_795_168_000,
        exp: 1_795_171_600,
        act: { principal: { iss: "https://idp.acme.example", sub: "broker" } },
        cnf: "jkt:abc",
      },
      ranAsToken: { aud: ["https://api.github.example"], scopes: ["repo"] },
      authorization: {
        decision: "allow",
        decisionId: "d-1",
        policyVersion: "12",
        ruleId: "r-1",
        reason: "because of r-1",
      },
      parts: ["arguments", "result", "network", "raw"],
    });
    expect(detail.reasons.length).toBeGreaterThan(0);
    expect(detail.redacted).toContainEqual({
      part: "arguments",
      path: "/password",
      rule: "key-name",
    });
    for (const [name, answer] of Object.entries(detail.answers)) {
      expect([name, answer.text]).toEqual([name, expect.stringMatching(/\S/)]);
    }
    const text = JSON.stringify(detail);
    for (const secret of ["hunter2", "acme/app", "192.0.2.7", "jti-caller", "session-1"]) {
      expect([secret, text.includes(secret)]).toEqual([secret, false]);
    }
  });

  it("has an envelope that hashes to the leaf, in the server and in a browser", async () => {
    for (const eventId of ["rich", "poor"]) {
      const { envelope, leafHash: leaf } = await detailOf(eventId);
      expect(leafHash(envelope).toString("hex")).toBe(leaf);
      expect(await recomputeLeaf(envelope)).toBe(leaf);
      for (const word of ["alice", "Alice", "idp.acme", "github.example|", "broke", "prod"]) {
        expect([word, envelope.includes(word)]).toEqual([word, false]);
      }
    }
  });

  it("of a poor record shows what is missing as missing", async () => {
    expect(await detailOf("poor")).toMatchObject({
      verdict: "unattributed",
      caller: { identity: null, evidence: "absent" },
      ranAs: { identity: null, kind: null, evidence: "absent", credential: null },
      callerToken: null,
      ranAsToken: null,
      authorization: null,
      server: null,
      tool: null,
      parts: ["raw"],
      labels: {},
      redacted: [],
    });
  });

  it("judged as today's directory would not judge says so", async () => {
    const id = await idOf("poor");
    const { pool, directory } = api.deployment;
    await pool.sql.begin(async (tx) => {
      await tx`SET LOCAL onbehalf.rejudge = 'on'`;
      await tx`UPDATE call SET verdict = 'match' WHERE event_id = 'poor'`;
    });
    const detail = await getCall({ pool, directory }, viewer, id);
    expect(detail.verdict).toBe("match");
    expect(detail.reasons[0]).toMatchObject({ rule: "directory_changed" });
    expect(detail.reasons[0]?.text).toContain("would say unattributed");
  });

  it("of an erased principal keeps the envelope and loses the name", async () => {
    const { pool } = api.deployment;
    await send(api.deployment, source, [
      nativeCall("erased", { caller: { evidence: "validated", iss: "https://i", sub: "gone" } }),
    ]);
    await pool.sql`UPDATE principal SET iss = NULL, sub = NULL, name = NULL WHERE sub = 'gone'`;
    const { caller, envelope, leafHash: leaf } = await detailOf("erased");
    expect(caller.identity).toMatchObject({ principal: null, name: null });
    expect(leafHash(envelope).toString("hex")).toBe(leaf);
  });

  it("is found over HTTP and paged over, however long its event id may be", async () => {
    const id = "漢".repeat(128);
    await send(api.deployment, source, [nativeCall(id, { time: "2026-11-20T10:00:02Z" })]);
    const viewing = await api.member("viewer");
    const first = await (await api.request("GET", "/api/v1/calls?limit=1", viewing)).json();
    const found = await api.request("GET", `/api/v1/calls/${first.items[0].id}`, viewing);
    expect(JSON.parse((await found.json()).envelope).event).toBe(id);
    const next = await api.request("GET", `/api/v1/calls?cursor=${first.next}`, viewing);
    expect(next.status).toBe(200);
  });

  it("comes over HTTP as the API promises, to those who may see calls", async () => {
    const path = `/api/v1/calls/${await idOf("rich")}`;
    const seen = await api.request("GET", path, await api.member("viewer"));
    expect(seen.status).toBe(200);
    const body: unknown = await seen.json();
    expect(callDetailSchema.strict().parse(body)).toEqual(body);
    expect((await api.request("GET", path, await api.member("approver"))).status).toBe(403);
    await expect(
      getCall(
        { pool: api.deployment.pool, directory: api.deployment.directory },
        viewerWith("approver"),
        await idOf("rich"),
      ),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("opening a payload", () => {
  let auditor: TestMember;
  beforeAll(async () => {
    auditor = await api.member("auditor");
  });
  const open = async (eventId: string, json: unknown, who: TestMember = auditor) => {
    const path = `/api/v1/calls/${await idOf(eventId)}/payload`;
    return api.request("POST", path, { cookie: who.cookie, json });
  };
  const looks = async () => {
    const rows = await api.deployment.pool.sql<{ actor: string; subject: string; details: unknown }[]>`
      SELECT actor, subject, details FROM admin_log WHERE action = 'payload.opened' ORDER BY id`;
    return [...rows];
  };

  it("gives the redacted parts that were asked for, and records each look", async () => {
    const before = (await looks()).length;
    const all = await (await open("rich", {})).json();
    expect(JSON.parse(all.arguments)).toMatchObject({ repo: "acme/app" });
    expect(JSON.parse(all.result)).toEqual({ content: [{ text: "no" }] });
    expect(JSON.parse(all.network)).toEqual({ clientIp: "192.0.2.7", userAgent: "agent/1" });
    expect(JSON.parse(all.raw)).toMatchObject({ id: "rich", labels: { env: "prod" } });
    expect(JSON.stringify(all)).not.toContain("hunter2");
    const some = await (await open("rich", { parts: ["result"] })).json();
    expect(some).toEqual({ arguments: null, result: all.result, network: null, raw: null });
    const recorded = (await looks()).slice(before);
    expect(recorded).toEqual([
      {
        actor: `member:${auditor.email}`,
        subject: await idOf("rich"),
        details: { parts: ["arguments", "result", "network", "raw"] },
      },
      { actor: `member:${auditor.email}`, subject: await idOf("rich"), details: { parts: ["result"] } },
    ]);
  });

  it("is refused without payload:read, also to owner and admin, and no look is recorded", async () => {
    const before = await looks();
    for (const role of ["viewer", "investigator", "admin", "owner"] as const) {
      expect((await open("rich", {}, await api.member(role))).status).toBe(403);
    }
    expect(await looks()).toEqual(before);
  });

  it("of no part, of an unknown part or of no call is refused and not recorded", async () => {
    const before = await looks();
    expect((await open("rich", { parts: [] })).status).toBe(400);
    expect((await open("rich", { parts: ["text"] })).status).toBe(400);
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
    const { parts, envelope, leafHash: leaf } = await detailOf("rich");
    expect(parts).toEqual(["result", "network"]);
    expect(leafHash(envelope).toString("hex")).toBe(leaf);
    const opened = await (await open("rich", {})).json();
    expect(opened).toMatchObject({ arguments: null, raw: null });
    expect(opened.result).not.toBeNull();
  });

  it("works for more people at once than the pool has connections", async () => {
    const id = await idOf("rich");
    const answers = await Promise.all(
      Array.from({ length: 24 }, () =>
        api.request("POST", `/api/v1/calls/${id}/payload`, { ...auditor, json: {} }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(24).fill(200));
  }, 10_000);
});
