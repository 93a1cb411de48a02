import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importDirectory } from "../identity/change-directory";
import { leafHash, sha256Hex } from "../ledger/leaf";
import type { Source } from "../sources/model";
import { asOperator, nativeCall, send, testSource, viewerWith } from "../testing/deployment";
import { type TestApi, testApi } from "../testing/api";
import { richCall } from "../testing/rich-call";
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
  await send(api.deployment, source, [richCall, poor]);
});
afterAll(() => api.close());

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
