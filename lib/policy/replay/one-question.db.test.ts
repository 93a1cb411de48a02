// Somebody without `payload:read` who asks one question at a time, by varying what a draft's
// condition asks of the arguments. Everything that they can read is compared.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runNextJob } from "../../jobs/run-next-job";
import { type TestApi, testApi, type TestMember } from "../../testing/api";
import { asOperator, nativeCall, send, testSource } from "../../testing/deployment";
import { publishPolicy } from "../publish-policy";
import { replayStep } from "./replay-step";

const SECRET = "hermes";
let api: TestApi;
let admin: TestMember;
let auditor: TestMember;
beforeAll(async () => {
  api = await testApi();
  admin = await api.member("owner");
  auditor = await api.member("admin", "auditor");
  const source = await testSource(api.deployment.pool, "gw-secret");
  // Often enough that a count of matches would be shown, from five people.
  const records = Array.from({ length: 60 }, (_, n) =>
    nativeCall(`c${n}`, {
      caller: { evidence: "validated", iss: "https://idp.example", sub: `p${n % 6}` },
      server: { name: "vault" },
      tool: { name: "open", arguments: { codename: n % 2 === 0 ? SECRET : "apollo" } },
    }),
  );
  await send(api.deployment, source, records);
  const before = {
    rules: [{ id: "a", subjects: ["anyone"], resources: ["tool:vault/*"], effect: "allow" }],
  };
  const input = { document: JSON.stringify(before), reason: "a start", base: 0 };
  await publishPolicy(asOperator(api.deployment.pool), input);
});
afterAll(async () => {
  api.refuseBugs();
  await api.close();
});

/** Everything that the API says of a replay whose draft allows only what the condition lets through. */
async function askAbout(who: TestMember, condition: unknown): Promise<string> {
  const call = async (method: string, path: string, json?: unknown) => {
    const response = await api.request(method, `/api/v1${path}`, {
      cookie: who.cookie,
      ...(json !== undefined && { json }),
    });
    const body: { id?: string; job?: string } = await response.json();
    return body;
  };
  const rule = {
    id: "a",
    subjects: ["anyone"],
    resources: ["tool:vault/*"],
    effect: "allow",
    when: { arguments: condition },
  };
  const draft = await call("POST", "/policy/drafts", {
    document: JSON.stringify({ rules: [rule] }),
  });
  const range = { from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" };
  const { job } = await call("POST", `/policy/drafts/${draft.id}/simulate`, range);
  await runNextJob({
    kind: "replay",
    step: replayStep(api.deployment),
    sql: api.deployment.pool.sql,
    stopped: new AbortController().signal,
    report: (about, error) => {
      throw new Error(about, { cause: error });
    },
  });
  const seen = await Promise.all([
    call("GET", `/policy/drafts/${draft.id}/simulation?limit=500`),
    call("GET", `/policy/drafts/${draft.id}/simulation?outcome=revoked`),
    call("GET", `/jobs/${job}`),
    call("GET", `/policy/drafts/${draft.id}/review`),
  ]);
  // What differs whatever is asked: ids, and when it was asked.
  return JSON.stringify(seen)
    .replaceAll(/(job|drf)_[\w-]{22}/g, "$1")
    .replaceAll(/"(askedAt|startedAt|finishedAt|from|to)":"[^"]*"/g, '"$1":""');
}

describe("a member without payload:read", () => {
  test("gets one answer to every question about arguments, whatever the values are", async () => {
    const questions = [
      ...[..."abcdefghijklmnopqrstuvwxyz"].map((letter) => ({
        properties: { codename: { pattern: `^${letter}` } },
      })),
      { properties: { codename: { const: SECRET } } },
      { properties: { codename: { const: "zeus" } } },
      { properties: { codename: { maxLength: 6 } } },
      { properties: { codename: { maxLength: 5 } } },
      { properties: { codename: { not: { const: SECRET } } } },
      { required: ["codename"] },
      { required: ["absent"] },
    ];
    const answers = new Set<string>();
    for (const question of questions) answers.add(await askAbout(admin, question));
    expect(answers.size).toBe(1);
    const [answer = ""] = answers;
    // They do learn how many calls depend on arguments, by identity and tool: that says no value.
    expect(answer).toContain('"outcome":"depends_on_arguments","calls":60');
    expect(answer).toContain('"samples":[],"q":null');
    expect(answer).not.toContain(SECRET);
  }, 60_000);

  test("does not see what a colleague's replay read, and few calls are not counted", async () => {
    const seen = await askAbout(auditor, { properties: { codename: { const: SECRET } } });
    expect(seen).toContain('"outcome":"revoked","calls":30');
    const { sql } = api.deployment.pool;
    const [draft] = await sql<
      { id: string }[]
    >`SELECT draft_id AS id FROM policy_replay ORDER BY asked_at DESC LIMIT 1`;
    await sql`UPDATE policy_replay_count SET n = 4 WHERE outcome = 'depends_on_arguments' AND caller_id = (SELECT min(caller_id) FROM policy_replay_count)`;
    const answer = await api.request("GET", `/api/v1/policy/drafts/${draft?.id}/simulation`, {
      cookie: admin.cookie,
    });
    const view: { items: { outcome: string; calls: number | null }[] } = await answer.json();
    expect(view.items.map(({ outcome }) => outcome)).toEqual(Array(6).fill("depends_on_arguments"));
    expect(view.items.filter(({ calls }) => calls === null)).toHaveLength(1);
  });

  test("is recorded with each replay, and with whether it read arguments", async () => {
    const logged = await api.deployment.pool.sql`
      SELECT actor, (details ->> 'readsArguments')::boolean AS reads, count(*)::int AS n
      FROM admin_log WHERE action = 'policy.replayed' GROUP BY 1, 2 ORDER BY 3`;
    expect([...logged]).toEqual([
      { actor: `member:${auditor.email}`, reads: true, n: 1 },
      { actor: `member:${admin.email}`, reads: false, n: 33 },
    ]);
  });
});
