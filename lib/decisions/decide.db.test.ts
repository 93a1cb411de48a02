import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { liftBlock, setBlock } from "../policy/blocks";
import { policyInForce } from "../policy/in-force";
import { publishPolicy } from "../policy/publish-policy";
import { newestVersion } from "../policy/read-versions";
import type { EvaluationRequest } from "../policy/request";
import type { Source } from "../sources/model";
import { type TestApi, testApi } from "../testing/api";
import { asOperator, testSource } from "../testing/deployment";
import { decide, type DecisionDeps } from "./decide";
import { decisionRecorder } from "./decision-recorder";
import { decisionTime } from "./decision-id";
import { listDecisions, readDecision } from "./list-decisions";

let api: TestApi;
let here: DecisionDeps;
/** What another process would hold. */
let there: DecisionDeps;
let source: Source;
const operator = () => asOperator(api.deployment.pool);

beforeAll(async () => {
  api = await testApi();
  source = await testSource(api.deployment.pool, "asking");
  here = api.container.decisions;
  const { pool, directory } = api.deployment;
  there = { ...here, inForce: policyInForce(pool, directory) };
});
afterAll(async () => {
  api.refuseBugs();
  await api.close();
});
beforeEach(() => look());

const look = () => Promise.all([here.inForce.look(), there.inForce.look()]);

async function publish(rules: readonly Record<string, unknown>[]): Promise<number> {
  const base = await newestVersion(api.deployment.pool.db);
  const document = JSON.stringify({ rules });
  const { number } = await publishPolicy(operator(), { document, reason: "a test", base });
  await look();
  return number;
}

const allow = (id: string, resource: string, more: Record<string, unknown> = {}) => ({
  id,
  subjects: ["anyone"],
  resources: [resource],
  effect: "allow",
  ...more,
});

function asks(
  tool: string,
  sub = "00ann",
  context: Record<string, unknown> = { arguments: {} },
): EvaluationRequest {
  return {
    subject: { type: "user", id: sub, properties: { iss: "https://idp.example" } },
    action: { name: "tools/call" },
    resource: { type: "tool", id: tool, properties: undefined },
    context,
  };
}

const ask = (request: EvaluationRequest, deps = here, from = source, now = Date.now()) =>
  decide(deps, { source: from, requestId: undefined }, request, now);

describe("a decision", () => {
  test("is a deny while nothing was published", async () => {
    expect(await ask(asks("wiki/read"))).toMatchObject({
      effect: "deny",
      reason: "no_rule",
      policyVersion: 0,
    });
  });

  test("follows a version as soon as any process sees it, and names it", async () => {
    const number = await publish([allow("wiki", "tool:wiki/*")]);
    for (const deps of [here, there]) {
      expect(await ask(asks("wiki/read"), deps)).toMatchObject({
        effect: "allow",
        ruleIds: ["wiki"],
        policyVersion: number,
      });
    }
  });

  test("is written down with who asked, for what, and why", async () => {
    await publish([allow("wiki", "tool:wiki/*")]);
    const made = await ask(asks("wiki/read", "00bob"));
    await here.recorder.flush();
    const [row] = await api.deployment.pool.sql`
      SELECT d.*, p.sub FROM decision d JOIN principal p ON p.id = d.caller_id WHERE d.id = ${made.id}`;
    expect(row).toMatchObject({
      sub: "00bob",
      action: "tools/call",
      resource: "tool:wiki/read",
      effect: "allow",
      reason: "rule",
      rule_ids: ["wiki"],
      policy_version: made.policyVersion,
    });
    expect(decisionTime(made.id)).toBe(made.at);
  });

  test("about a tool is found by server and tool, however the question named the two", async () => {
    const beside = asks("", "00nan");
    const resource = { type: "tool", id: "read/all", properties: { server: "wiki*" } };
    const one = await ask({ ...beside, resource });
    const other = await ask(asks("wiki%2A/read%2Fall", "00nan"));
    await here.recorder.flush();
    const { items } = await listDecisions(api.deployment.pool, {
      tool: "wiki%2A/read%2Fall",
      limit: 10,
    });
    expect(items.map(({ id }) => id).toSorted()).toEqual([one.id, other.id].toSorted());
  });

  test("of a durable source is there when it is answered", async () => {
    await publish([allow("wiki", "tool:wiki/*")]);
    const made = await ask(asks("wiki/read"), here, { ...source, decisionRecording: "durable" });
    expect(await countOf(made.id)).toBe(1);
  });

  test("is allowed while the source monitors, and says what enforcing would have answered", async () => {
    const number = await publish([{ ...allow("no", "tool:wiki/*"), effect: "deny" }]);
    const monitored: Source = { ...source, decisionMode: "monitor" };
    expect(await ask(asks("wiki/read"), here, monitored)).toMatchObject({
      effect: "allow",
      would: "deny",
      ruleIds: ["no"],
      policyVersion: number,
    });
  });

  test("names nobody that the database cannot hold", async () => {
    await expect(ask(asks("wiki/re\0ad"))).rejects.toMatchObject({ code: "invalid" });
    await expect(ask(asks("wiki/read", "\ud800"))).rejects.toMatchObject({ code: "invalid" });
  });

  test("may carry arguments that hold anything", async () => {
    await publish([allow("wiki", "tool:wiki/*")]);
    const context = JSON.parse('{"arguments":{"__proto__":{"a":"\\u0000"},"__entity":1}}');
    expect(await ask(asks("wiki/read", "00ann", context))).toMatchObject({ effect: "allow" });
  });
});

describe("the list of decisions", () => {
  test("has the newest first, page by page, and narrows to answer, person and tool", async () => {
    await publish([allow("wiki", "tool:wiki/*")]);
    const now = Date.now();
    const made = [];
    for (let n = 0; n < 5; n++) {
      const tool = n % 2 === 0 ? "wiki/read" : "jira/read";
      made.push(await ask(asks(tool, "00lister"), here, source, now + n));
    }
    await here.recorder.flush();
    const { pool } = api.deployment;
    const [row] = await pool.sql<{ id: string }[]>`
      SELECT public_id AS id FROM principal WHERE sub = '00lister'`;
    const caller = row?.id ?? "";
    const first = await listDecisions(pool, { caller, limit: 3 });
    const second = await listDecisions(pool, { caller, limit: 3, cursor: first.next ?? "" });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(
      made.map(({ id }) => id).toReversed(),
    );
    expect(second.next).toBeNull();
    const denied = await listDecisions(pool, { caller, answer: "deny", limit: 50 });
    expect(denied.items.map(({ resource }) => resource)).toEqual([
      "tool:jira/read",
      "tool:jira/read",
    ]);
    const read = await listDecisions(pool, { caller, tool: "wiki/read", limit: 50 });
    expect(read.items).toHaveLength(3);
    expect(await readDecision(pool, made[0]?.id ?? "")).toEqual(read.items[2]);
    await expect(readDecision(pool, "dec_none")).rejects.toMatchObject({ code: "not_found" });
    await expect(listDecisions(pool, { cursor: "x", limit: 5 })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

describe("a block", () => {
  test("denies before every rule, in every process, until it is lifted", async () => {
    await publish([allow("wiki", "tool:wiki/*")]);
    const { id } = await setBlock(operator(), {
      subject: "principal:https://idp.example|00eve",
      reason: "stolen laptop",
      until: null,
    });
    await look();
    for (const deps of [here, there]) {
      expect(await ask(asks("wiki/read", "00eve"), deps)).toMatchObject({
        effect: "deny",
        reason: "blocked",
      });
    }
    const monitored: Source = { ...source, decisionMode: "monitor" };
    expect(await ask(asks("wiki/read", "00eve"), here, monitored)).toMatchObject({
      effect: "deny",
    });
    expect(await ask(asks("wiki/read", "00ann"))).toMatchObject({ effect: "allow" });
    await liftBlock(operator(), { id, reason: "found again" });
    await look();
    expect(await ask(asks("wiki/read", "00eve"))).toMatchObject({ effect: "allow" });
    await expect(liftBlock(operator(), { id, reason: "again" })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("must say whom or what", async () => {
    await expect(setBlock(operator(), { reason: "everything", until: null })).rejects.toMatchObject(
      { code: "invalid" },
    );
  });
});

describe("a limit", () => {
  test("is one for all processes, and gives the last call to one of many", async () => {
    await publish([
      allow("few", "tool:ci/run", { limit: { calls: 5, per: "hour", by: "caller" } }),
    ]);
    const now = Date.UTC(2026, 10, 20, 10, 0, 1);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        ask(asks("ci/run", "00limited"), n % 2 === 0 ? here : there, source, now),
      ),
    );
    expect(answers.filter(({ effect }) => effect === "allow")).toHaveLength(5);
    expect(answers.find(({ effect }) => effect === "deny")).toMatchObject({
      reason: "rate_limited",
      ruleIds: ["few"],
      retryAfter: 3_599,
    });
    expect(await ask(asks("ci/run", "00other"), here, source, now)).toMatchObject({
      effect: "allow",
    });
    const later = now + 3_600_000;
    expect(await ask(asks("ci/run", "00limited"), here, source, later)).toMatchObject({
      effect: "allow",
    });
  });

  test("that is used up leaves the decision to the other rules", async () => {
    await publish([
      allow("once", "tool:ci/*", { limit: { calls: 1, per: "day", by: "rule" } }),
      allow("always", "tool:ci/run"),
    ]);
    const now = Date.UTC(2026, 10, 21);
    expect(await ask(asks("ci/run"), here, source, now)).toMatchObject({
      ruleIds: ["always", "once"],
    });
    expect(await ask(asks("ci/run"), here, source, now)).toMatchObject({ ruleIds: ["always"] });
  });
});

describe("without the database", () => {
  const away = Object.assign(new Error("gone"), { code: "ECONNREFUSED" });

  test("gateways are refused with the reason", async () => {
    const { pool, directory } = api.deployment;
    const never = policyInForce(pool, directory);
    expect(await ask(asks("wiki/read"), { ...here, inForce: never })).toMatchObject({
      effect: "deny",
      reason: "unavailable",
    });
  });

  test("durable decisions are refused, and those that wait are written when it is back", async () => {
    await publish([allow("wiki", "tool:wiki/*")]);
    let isAway = true;
    const stored: string[] = [];
    const recorder = decisionRecorder({
      store: async (records) => {
        if (isAway) throw away;
        stored.push(...records.map(({ id }) => id));
      },
      isPassing: (error) => error === away,
      failed: () => {},
    });
    const durable: Source = { ...source, decisionRecording: "durable" };
    const deps = { ...here, recorder };
    const waiting = await ask(asks("wiki/read"), deps);
    expect(await ask(asks("wiki/read"), deps, durable)).toMatchObject({ reason: "unavailable" });
    expect(recorder.waiting()).toBe(1);
    isAway = false;
    await recorder.flush();
    expect(stored).toEqual([waiting.id]);
  });
});

async function countOf(id: string): Promise<number> {
  const rows = await api.deployment.pool.sql`SELECT 1 FROM decision WHERE id = ${id}`;
  return rows.length;
}
