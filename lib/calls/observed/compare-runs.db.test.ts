import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "drizzle-orm";
import { bitsToObservedFlags } from "../../identity/flag-bits";
import { sequencePending } from "../../ledger/sequence";
import {
  type ApprovalWorld,
  approvalWorld,
  ASK,
  carrying,
  heldCall,
  ISSUER,
  type Person,
} from "../../testing/approvals";
import { findSource } from "../../sources/find-source";
import { send } from "../../testing/deployment";
import { compareRuns } from "./compare-runs";

let world: ApprovalWorld;
let bob: Person;
beforeAll(async () => {
  world = await approvalWorld();
  bob = await world.person("bob");
  await world.publish([ASK]);
});
afterAll(() => world.close());

const DOWNSTREAM = { iss: "https://jira.example", sub: "svc", kind: "api_key" };
let issues = 0;

/** A call that was approved and redeemed, and what its event would say. */
async function approvedCall(more: { redeemed?: boolean } = {}) {
  const args = { issue: `PAY-${(issues += 1)}`, token: "hunter2-hunter2" };
  const call = heldCall(args, { downstream: DOWNSTREAM });
  const id = await world.request(call);
  await world.decide(bob, id, { choice: "approve", reason: "a test" });
  if (more.redeemed !== false) {
    const run = await world.evaluate(carrying(call, await world.handle(id)));
    expect(run.body["decision"]).toBe(true);
  }
  return {
    id,
    record: {
      id: `event-${issues}`,
      type: "tool.call",
      time: "2026-11-20T10:00:00.000Z",
      caller: { evidence: "validated", iss: ISSUER, sub: "alice" },
      server: { name: "jira" },
      tool: { name: "delete_issue", arguments: args },
      downstream: { evidence: "observed", ...DOWNSTREAM },
      approval: { id },
      outcome: { status: "ok" },
    },
  };
}

/** The flags of the call, in two steps of the worker. */
async function flagsOf(record: Record<string, unknown> & { id: string }): Promise<string[]> {
  const { deployment } = world.api;
  const source = await findSource(deployment.pool.db, "gw");
  const results = await send(deployment, source, [record]);
  expect(results).toMatchObject([{ status: "stored" }]);
  await sequencePending(deployment.pool.sql);
  while ((await compareRuns(deployment.pool.sql)) > 0);
  const [row] = await deployment.pool.db.execute<{ flags: number; differs: string[] | null }>(sql`
    SELECT c.observed_flags AS flags, r.differs FROM call c
    LEFT JOIN approval_run r ON r.event_id = c.event_id WHERE c.event_id = ${record.id}`);
  const flags = bitsToObservedFlags(row?.flags ?? 0).filter((one) => one !== "shared_credential");
  return [...flags, ...(row?.differs ?? [])];
}

test("a call that ran as it was approved has no flag, and the approval shows it", async () => {
  const { id, record } = await approvedCall();
  expect(await flagsOf(record)).toEqual([]);
  const card = await world.get(`/api/v1/approvals/${id}`, bob.cookie);
  expect(card.body).toMatchObject({
    state: "used",
    calls: [{ outcome: "ok", differs: [] }],
  });
});

test("other arguments, another caller, tool or downstream identity are named", async () => {
  const cases = [
    [{ tool: { name: "delete_issue", arguments: { issue: "PAY-0" } } }, ["arguments"]],
    [{ caller: { evidence: "validated", iss: ISSUER, sub: "mallory" } }, ["caller"]],
    [{ downstream: { evidence: "observed", ...DOWNSTREAM, sub: "admin" } }, ["ran_as"]],
  ] as const;
  for (const [change, differs] of cases) {
    const { record } = await approvedCall();
    expect(await flagsOf({ ...record, ...change })).toEqual(["approval_differs", ...differs]);
  }
});

test("a second call with an approval that let one run is named; one that was denied is not", async () => {
  const { record } = await approvedCall();
  const denied = { ...record, id: `${record.id}-denied`, outcome: { status: "denied" } };
  expect(await flagsOf(denied)).toEqual([]);
  expect(await flagsOf(record)).toEqual([]);
  // Late, and said to be earlier: it is the one that came once too often.
  const again = { ...record, id: `${record.id}-again`, time: "2026-11-20T09:00:00.000Z" };
  expect(await flagsOf(again)).toEqual(["approval_differs", "again"]);
});

test("an approval that is none of this source, or that let nothing run, is missing", async () => {
  const { record } = await approvedCall();
  expect(await flagsOf({ ...record, approval: { id: "apr_none" } })).toEqual(["approval_missing"]);
  const unused = await approvedCall({ redeemed: false });
  expect(await flagsOf(unused.record)).toEqual(["approval_missing"]);
});
