import { afterAll, beforeAll, expect, test } from "vitest";
import { newDecisionId } from "../../decisions/decision-id";
import type { DecisionRecord } from "../../decisions/model";
import { storeDecisions } from "../../decisions/store-decisions";
import { addEntry } from "../../identity/change-directory";
import { sequencePending } from "../../ledger/sequence";
import { listCalls } from "../query";
import type { Source } from "../../sources/model";
import { updateSource } from "../../sources/update-source";
import {
  asOperator,
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
  viewerWith,
} from "../../testing/deployment";
import { settle, whatIsWrong } from "../../testing/settle";
import { getCall } from "../call-detail";
import { readFacets } from "../facets/read-facets";
import { ingestEvents } from "../ingest";
import { flagLateDenials } from "./late-denials";

let deps: TestDeployment;
let gw: Source;
let other: Source;
let serial = 0;
const viewer = viewerWith("viewer");

beforeAll(async () => {
  deps = await testDeployment();
  gw = await testSource(deps.pool, "gw");
  other = await testSource(deps.pool, "other");
});
afterAll(() => deps.close());

const now = () => Date.now() - 60_000;

function decided(more: Partial<DecisionRecord> = {}): DecisionRecord {
  const at = now();
  return {
    id: newDecisionId(at),
    at,
    sourceId: gw.id,
    caller: { iss: "https://idp.acme.example", sub: "00alice" },
    client: undefined,
    action: "tools/call",
    tool: { server: "github", name: "create_issue" },
    resource: "tool:github/create_issue",
    runAs: undefined,
    effect: "deny",
    would: undefined,
    reason: "no_rule",
    ruleIds: [],
    blockIds: [],
    policyVersion: 1,
    retryAfter: undefined,
    requestId: undefined,
    ...more,
  };
}

const write = (...decisions: DecisionRecord[]) =>
  storeDecisions(deps.pool.sql, deps.dimensions, decisions);

/** Sends a call that names the decision; returns what names the call. */
async function run(decisionId: string, more: object = {}, from = gw): Promise<string> {
  serial += 1;
  const call = { time: new Date(now()).toISOString(), authorization: { decisionId }, ...more };
  await send(deps, from, [nativeCall(`call-${serial}`, call)]);
  return decisionId;
}

async function found(decisionId: string) {
  const { items } = await listCalls(deps.pool, viewer, { q: `decision_id:${decisionId}` });
  const [call] = items;
  if (!call) throw new Error(`no call names ${decisionId}`);
  return call;
}
const flagsOf = async (named: string) => (await found(named)).flags;
const changesOf = async (named: string) => {
  const { history } = await getCall(deps, viewer, (await found(named)).id);
  return history.filter(({ to }) => to.flags.includes("executed_after_deny"));
};

test("a call that ran after the refusal was written is flagged while it is sequenced", async () => {
  const refusal = decided();
  await write(refusal);
  const named = await run(refusal.id);
  expect(await sequencePending(deps.pool.sql)).toBe(1);
  expect(await found(named)).toMatchObject({
    flags: expect.arrayContaining(["executed_after_deny"]),
    severity: "high",
  });
  await settle(deps);
  expect(await changesOf(named)).toHaveLength(1);
  expect(await whatIsWrong(deps)).toEqual([]);
});

test("a call that was sequenced before its refusal was written is flagged then, once", async () => {
  const refusal = decided({ reason: "blocked" });
  const named = await run(refusal.id);
  await settle(deps);
  expect(await flagsOf(named)).not.toContain("executed_after_deny");
  await write(refusal);
  await write(refusal);
  expect(await flagLateDenials(deps.pool.sql)).toBe(1);
  expect(await flagLateDenials(deps.pool.sql)).toBe(0);
  expect(await found(named)).toMatchObject({
    flags: expect.arrayContaining(["executed_after_deny"]),
    severity: "high",
  });
  expect(await changesOf(named)).toHaveLength(1);
});

test("whichever comes first, with writers and workers at once, each is flagged once", async () => {
  const refusals = Array.from({ length: 40 }, () => decided());
  const calls: string[] = [];
  let open = true;
  const worker = async () => {
    while (open) {
      await sequencePending(deps.pool.sql);
      await flagLateDenials(deps.pool.sql);
    }
  };
  const workers = [worker(), worker()];
  const writing = async () => {
    for (const refusal of refusals) await write(refusal);
  };
  const sending = async () => {
    for (const refusal of refusals) calls.push(await run(refusal.id));
  };
  await Promise.all([writing(), sending()]);
  open = false;
  await Promise.all(workers);
  await settle(deps);
  for (const call of calls) expect(await changesOf(call)).toHaveLength(1);
});

test("late ones count among the severe calls that somebody is told of, once", async () => {
  await deps.pool.sql`DELETE FROM source_notice`;
  const [early, late] = [decided(), decided()];
  await write(early);
  await run(early.id);
  await run(late.id);
  await settle(deps);
  await write(late);
  await settle(deps);
  const [notice] = await deps.pool.sql`SELECT critical, high FROM source_notice`;
  expect(notice).toMatchObject({ critical: "0", high: "2" });
});

test.each([
  ["names another source's decision", {}, {}, "other"],
  ["was only monitored", { effect: "allow", would: "deny" }, {}, "gw"],
  ["was allowed", { effect: "allow", reason: "rule" }, {}, "gw"],
  ["was denied", {}, { outcome: { status: "denied" } }, "gw"],
  ["reached nothing", {}, { downstream: { kind: "none" } }, "gw"],
  ["was approved", { effect: "ask" }, { approval: { id: "apr_1" } }, "gw"],
] as const)("a call that %s is not flagged, in either order", async (_, decision, call, from) => {
  const source = from === "gw" ? gw : other;
  const [before, after] = [decided(decision), decided(decision)];
  await write(before);
  const first = await run(before.id, call, source);
  const second = await run(after.id, call, source);
  await settle(deps);
  await write(after);
  await settle(deps);
  expect(await flagsOf(first)).not.toContain("executed_after_deny");
  expect(await flagsOf(second)).not.toContain("executed_after_deny");
});

test("a gateway's own deny of a call that it ran is flagged, whoever decided", async () => {
  for (const decisionId of ["dec-2", "pdp/4711"]) {
    await run(decisionId, { authorization: { decision: "deny", decisionId } });
    await settle(deps);
    const call = await found(decisionId);
    expect(call).toMatchObject({
      severity: "high",
      flags: expect.arrayContaining(["executed_after_deny"]),
    });
    expect((await getCall(deps, viewer, call.id)).reasons[0]).toEqual({
      rule: "executed_after_deny",
      text: "Its gateway says that it denied the call, and that it ran all the same.",
    });
    expect(await changesOf(decisionId)).toHaveLength(1);
  }
});

test.each(["denied", "error", "timeout", "unknown"])(
  "a gateway's own deny of a call that ended as %s is not flagged",
  async (status) => {
    const decisionId = `own-${status}`;
    const authorization = { decision: "deny", decisionId };
    await run(decisionId, { authorization, outcome: { status } });
    await settle(deps);
    expect(await flagsOf(decisionId)).not.toContain("executed_after_deny");
  },
);

test("a call that should have waited for an approval, and names none, is flagged", async () => {
  const asked = decided({ effect: "ask", reason: "approval_required", ruleIds: ["r"] });
  await write(asked);
  const named = await run(asked.id);
  await settle(deps);
  const { reasons } = await getCall(deps, viewer, (await found(named)).id);
  expect(reasons).toContainEqual({
    rule: "executed_after_deny",
    text: expect.stringMatching(/told at \S+Z to wait for an approval, and names none/),
  });
});

test("a denied call that another source saw downstream ran after all", async () => {
  const witness = await testSource(deps.pool, "witness");
  await updateSource(asOperator(deps.pool), { id: witness.publicId, evidenceProvider: true });
  const refusal = decided();
  await write(refusal);
  const outcome = { status: "denied" };
  const named = await run(refusal.id, { outcome, trace: { requestId: "rq-w" } });
  await settle(deps);
  expect(await flagsOf(named)).not.toContain("executed_after_deny");
  const seen = {
    id: "seen",
    type: "downstream.observed",
    time: new Date(now()).toISOString(),
    downstream: { kind: "user_token", iss: "https://github.example", sub: "1001" },
    trace: { requestId: "rq-w" },
  };
  await ingestEvents(deps, {
    source: witness,
    format: "native",
    items: [{ content: { raw: seen }, position: "item 0" }],
    receivedAt: new Date(),
    backfill: true,
    evidence: true,
  });
  await settle(deps);
  expect(await flagsOf(named)).toContain("executed_after_deny");
});

test("judging again keeps flag and severity", async () => {
  const refusal = decided();
  await write(refusal);
  const named = await run(refusal.id);
  await settle(deps);
  await addEntry(asOperator(deps.pool), "links", {
    person: "alice",
    iss: "https://idp.acme.example",
    sub: "00alice",
  });
  await addEntry(asOperator(deps.pool), "links", {
    person: "alice",
    iss: "https://github.example",
    sub: "1001",
  });
  await settle(deps);
  expect(await found(named)).toMatchObject({
    verdict: "match",
    severity: "high",
    flags: expect.arrayContaining(["executed_after_deny"]),
  });
  expect(await whatIsWrong(deps)).toEqual([]);
});

test("the flag is found by the explorer's query, and its reason is said in words", async () => {
  const refusal = decided({ reason: "blocked" });
  await write(refusal);
  const named = await run(refusal.id);
  await settle(deps);
  const q = `flag:executed_after_deny decision_id:${named}`;
  const { items } = await listCalls(deps.pool, viewer, { q });
  expect(items).toHaveLength(1);
  const context = { pool: deps.pool, actor: { kind: "member", viewer } } as const;
  const [facet] = (await readFacets(context, { q, fields: ["flag"] })).items;
  expect(facet?.values).toContainEqual(
    expect.objectContaining({ value: "executed_after_deny", count: 1 }),
  );
  const { reasons } = await getCall(deps, viewer, items[0]?.id ?? "");
  expect(reasons[0]).toEqual({
    rule: "executed_after_deny",
    text: expect.stringMatching(
      /^Ran although the gateway was answered no at \S+Z, because it is blocked\.$/,
    ),
  });
});
