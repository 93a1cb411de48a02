import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sequencePending } from "../../ledger/sequence";
import { updateSource } from "../../sources/update-source";
import {
  asOperator,
  type TestDeployment,
  testDeployment,
  testSource,
  viewerWith,
} from "../../testing/deployment";
import { getCall } from "../call-detail";
import { ingestEvents } from "../ingest";
import { listCalls } from "../query";
import type { Source } from "../../sources/model";
import { judgePending } from "../rejudge/judge-pending";

let deps: TestDeployment;
let gateway: Source;
let issuer: Source;
let stranger: Source;
let serial = 0;

beforeAll(async () => {
  deps = await testDeployment();
  gateway = await testSource(deps.pool, "gw");
  issuer = await testSource(deps.pool, "sts");
  stranger = await testSource(deps.pool, "stranger");
  await updateSource(asOperator(deps.pool), { id: issuer.publicId, evidenceProvider: true });
});
afterAll(() => deps.close());
beforeEach(() => {
  serial += 1;
});

const at = () => new Date(Date.now() - 60_000).toISOString();
const alice = { iss: "https://idp.example", sub: "alice" };

async function post(source: Source, record: object, evidence = true) {
  const [result] = await ingestEvents(deps, {
    source,
    format: "native",
    items: [{ content: { raw: { time: at(), ...record } }, position: "item 0" }],
    receivedAt: new Date(),
    backfill: true,
    evidence,
  });
  expect(result).toMatchObject({ status: "stored" });
}

const call = (downstream?: object, more: object = {}) =>
  post(gateway, {
    id: `call-${serial}`,
    type: "tool.call",
    caller: { evidence: "validated", ...alice },
    server: { name: "sheets" },
    tool: { name: "add_row" },
    outcome: { status: "ok" },
    trace: { requestId: `rq-${serial}` },
    ...(downstream && { downstream }),
    ...more,
  });

const mint = (principal: object, source = issuer, evidence = true, more: object = {}) =>
  post(
    source,
    {
      id: `mint-${serial}`,
      type: "token.mint",
      downstream: { evidence: "observed", kind: "user_token", ...principal },
      trace: { requestId: `rq-${serial}` },
      ...more,
    },
    evidence,
  );

async function work() {
  while ((await sequencePending(deps.pool.sql)) > 0);
  while ((await judgePending(deps)) > 0);
  const wrong = await deps.pool.sql.unsafe(readFileSync("bench/recount.sql", "utf8"));
  expect([...wrong]).toEqual([]);
}

async function judged() {
  const rows = await deps.pool.sql`
    SELECT verdict, severity, evidence FROM call WHERE event_id = ${`call-${serial}`}`;
  return rows[0];
}

describe("independent evidence", () => {
  it("that comes first fills the gap of a call that names nobody", async () => {
    await mint(alice);
    await call();
    await work();
    expect(await judged()).toMatchObject({ verdict: "match", evidence: "observed" });
  });

  it("that comes later fills the gap too", async () => {
    await call();
    await work();
    expect(await judged()).toMatchObject({ verdict: "unknown" });
    await mint(alice);
    await work();
    expect(await judged()).toMatchObject({ verdict: "match" });
  });

  it("that names another identity contradicts, whatever the gateway said", async () => {
    await call({ evidence: "validated", kind: "user_token", ...alice });
    await mint({ iss: "https://idp.example", sub: "mallory" });
    await work();
    expect(await judged()).toMatchObject({ verdict: "contradicted", severity: "critical" });
  });

  it("that agrees raises the grade to observed", async () => {
    await call({ evidence: "configured", kind: "user_token", ...alice });
    await work();
    expect(await judged()).toMatchObject({ verdict: "claimed", evidence: "configured" });
    await mint(alice);
    await work();
    expect(await judged()).toMatchObject({ verdict: "match", evidence: "observed" });
  });

  it("is found by the SHA-256 of the token that both saw", async () => {
    const token = { sha256: "ab".repeat(32) + serial };
    await call({ evidence: "absent", token }, { trace: {} });
    await mint({ ...alice, token }, issuer, true, { trace: {} });
    await work();
    expect(await judged()).toMatchObject({ verdict: "match" });
  });

  it("of a source that is no provider changes nothing", async () => {
    await call();
    await mint(alice, stranger, false);
    await work();
    expect(await judged()).toMatchObject({ verdict: "unknown" });
  });

  it("far from the call in time changes nothing", async () => {
    await call();
    await mint(alice, issuer, true, { time: new Date(Date.now() - 3 * 3600_000).toISOString() });
    await work();
    expect(await judged()).toMatchObject({ verdict: "unknown" });
  });

  it("is applied once, however many workers run, and shown with the call", async () => {
    await call();
    await mint(alice);
    const workers = Array.from({ length: 4 }, async () => {
      for (let n = 0; n < 5; n += 1) {
        await sequencePending(deps.pool.sql);
        await judgePending(deps);
      }
    });
    await Promise.all(workers);
    await work();
    const viewer = viewerWith("viewer");
    const { items } = await listCalls(deps.pool, viewer, { q: "verdict:match", limit: 1 });
    const detail = await getCall(deps, viewer, items[0]?.id ?? "");
    expect(detail.evidenceGiven).toEqual([{ kind: "token.mint", source: "sts", ...alice }]);
    expect(detail.reasons.map(({ rule }) => rule)).not.toContain("directory_changed");
  });
});
