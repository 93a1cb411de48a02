import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "../../access/model";
import { runNextJob } from "../../jobs/run-next-job";
import {
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
  viewerWith,
} from "../../testing/deployment";
import { buildIndex } from "../build-index";
import { createDraft } from "../drafts/create-draft";
import { saveDraft } from "../drafts/save-draft";
import { evaluate } from "../evaluate";
import { indexBlocks } from "../facts";
import { type Policy, policySchema } from "../model";
import { publishPolicy } from "../publish-policy";
import { newestVersion } from "../read-versions";
import type { ReplayView } from "./model";
import { readReplay } from "./read-replay";
import { replayStep } from "./replay-step";
import { startReplay } from "./start-replay";

const IDP = "https://idp.acme.example";
const PEOPLE = ["ada", "ben", "cleo"];
const TOOLS = ["get", "put", "drop"];
const VALUES = ["alpha", "beta", "gamma", "s3cret-word"];
const START = Date.parse("2026-11-20T10:00:00Z");
const PERIOD = { from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" };

type Sample = { who: string; tool: string; value: string | null; client: string };
let deployment: TestDeployment;
const calls: Sample[] = [];

beforeAll(async () => {
  deployment = await testDeployment();
  const source = await testSource(deployment.pool);
  for (let n = 0; n < 400; n++) {
    calls.push({
      who: PEOPLE[n % 3] ?? "",
      tool: TOOLS[(n * 7) % 3 === 0 ? n % 2 : 2] ?? "",
      value: n % 11 === 0 ? null : (VALUES[(n * n) % 4] ?? ""),
      client: n % 5 === 0 ? "cli" : "desktop",
    });
  }
  const records = calls.map(({ who, tool, value, client }, n) =>
    nativeCall(`c${n}`, {
      time: new Date(START + n * 1000).toISOString(),
      caller: { evidence: "validated", iss: IDP, sub: who },
      client: { id: client },
      server: { name: "git" },
      tool: { name: tool, arguments: argumentsOf(value) },
      downstream: { evidence: "validated", kind: "user_token", iss: IDP, sub: who },
    }),
  );
  await send(deployment, source, records);
  const { sql } = deployment.pool;
  await sql`INSERT INTO person (slug) SELECT unnest(${PEOPLE}::text[])`;
  await sql`UPDATE principal p SET person_id = n.id, link_provenance = 'manual', linked_by = 't', linked_at = now()
    FROM person n WHERE n.slug = p.sub`;
  await sql`INSERT INTO person_group (name, person_id, provenance)
    SELECT 'eng', id, 'manual' FROM person WHERE slug IN ('ada', 'ben')`;
  await sql`UPDATE deployment SET directory_version = directory_version + 1`;
});
afterAll(() => deployment.close());

const by = (...roles: Role[]) => ({
  pool: deployment.pool,
  actor: { kind: "member", viewer: viewerWith(...roles) } as const,
});
const auditor = () => by("admin", "auditor");
const admin = () => by("admin");

const rule = (more: Record<string, unknown>) => ({
  id: "r",
  subjects: ["anyone"],
  resources: ["tool:git/*"],
  effect: "allow",
  ...more,
});
const repo = (schema: unknown) => ({
  when: { arguments: { properties: { repo: schema }, required: ["repo"] } },
});

async function draftOf(before: unknown[], after: unknown[]): Promise<string> {
  const { pool } = deployment;
  const base = await newestVersion(pool.db);
  const operator = { pool, actor: { kind: "operator", osUser: "t" } } as const;
  await publishPolicy(operator, {
    document: JSON.stringify({ rules: before }),
    reason: "test",
    base,
  });
  const { id } = await createDraft(admin(), {
    document: JSON.stringify({ rules: after }),
    reason: "test",
  });
  return id;
}

const run = (callsAtOnce: number, stopped = new AbortController()) =>
  runNextJob({
    kind: "replay",
    step: replayStep(deployment, callsAtOnce),
    sql: deployment.pool.sql,
    stopped: stopped.signal,
    report: (about, error) => {
      throw new Error(about, { cause: error });
    },
  });

const everything = { cursor: 0, limit: 500 };
async function replay(
  id: string,
  who: ReturnType<typeof by>,
  callsAtOnce = 90,
): Promise<ReplayView> {
  await startReplay(who, { id, ...PERIOD });
  await run(callsAtOnce);
  return readReplay(deployment.pool, who.actor.viewer, id, everything);
}

/** Caller, tool and flip -> calls. */
function flipsIn(view: ReplayView): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { outcome, caller, tool, calls: n } of view.items) {
    const key = `${caller?.principal?.sub} ${tool} ${outcome}`;
    if (outcome !== "depends_on_arguments") found[key] = (found[key] ?? 0) + (n ?? 0);
  }
  return found;
}

describe("a replay", () => {
  test(
    "finds the flips that evaluating each call one by one finds",
    { timeout: 60_000 },
    async () => {
      const subjects = fc.subarray(
        ["anyone", "group:eng", "person:ada", "person:cleo", "client:cli", `principal:${IDP}|ben`],
        { minLength: 1, maxLength: 2 },
      );
      const conditions = fc.constantFrom(
        undefined,
        undefined,
        { runAs: ["caller"] },
        { runAs: ["service"] },
        repo({ pattern: "^[ab]" }).when,
        repo({ enum: ["gamma"] }).when,
      );
      const rules = fc.array(
        fc.record({
          subjects,
          when: conditions,
          resources: fc.subarray(["tool:git/*", "tool:git/get", "tool:*/put", "tool:git/dr*"], {
            minLength: 1,
          }),
          effect: fc.constantFrom("allow", "allow", "ask", "deny"),
        }),
        { maxLength: 4 },
      );
      const numbered = (all: object[], from: number) =>
        all.map((one, at) => JSON.parse(JSON.stringify({ id: `r${from + at}`, ...one })));
      await fc.assert(
        fc.asyncProperty(rules, rules, rules, async (kept, gone, come) => {
          const before = [...numbered(kept, 0), ...numbered(gone, 10)];
          const after = [...numbered(kept, 0), ...numbered(come, 20)];
          const view = await replay(await draftOf(before, after), auditor());
          expect(flipsIn(view)).toEqual(
            oneByOne(policySchema.parse({ rules: before }), policySchema.parse({ rules: after })),
          );
          expect(view).toMatchObject({ job: { state: "done", done: 400 }, stale: false });
        }),
        { numRuns: 25 },
      );
    },
  );

  test("that is killed between and within steps counts every call once", async () => {
    const id = await draftOf([rule({})], [rule({ subjects: ["person:ada"] })]);
    const whole = flipsIn(await replay(id, admin()));
    await startReplay(admin(), { id, ...PERIOD });
    const stopped = new AbortController();
    const step = replayStep(deployment, 50);
    let steps = 0;
    await runNextJob({
      kind: "replay",
      sql: deployment.pool.sql,
      stopped: stopped.signal,
      report: () => {},
      step: async (job) => {
        steps += 1;
        if (steps === 4) stopped.abort();
        return step(job);
      },
    });
    expect(steps).toBe(4);
    // A worker that dies within a step: what it did is undone, and the next one takes over.
    const { sql } = deployment.pool;
    const dying = replayStep(
      { ...deployment, pool: { ...deployment.pool, sql: dyingAtEnd(sql) } },
      50,
    );
    await expect(dying(await jobOf(id))).rejects.toThrow("killed");
    await run(50);
    const view = await readReplay(deployment.pool, viewerWith("admin"), id, everything);
    expect(view.job).toMatchObject({ state: "done", done: 400 });
    expect(flipsIn(view)).toEqual(whole);
    expect(view.totals).toEqual([{ outcome: "revoked", calls: 266, identities: 4 }]);
  });

  test("shows samples, the period, and that a saved draft or a publish makes it stale", async () => {
    const id = await draftOf([rule({})], [rule({ subjects: ["group:eng"] })]);
    const view = await replay(id, admin());
    const [item] = view.items;
    expect(item).toMatchObject({
      outcome: "revoked",
      was: "allow",
      becomes: "deny",
      server: "git",
      caller: { person: { id: "cleo" } },
    });
    expect(item?.samples).toHaveLength(3);
    expect(item?.q).toContain("caller:person:cleo");
    expect(view).toMatchObject({
      oldest: "2026-11-20T10:00:00Z",
      newest: "2026-11-20T10:06:39Z",
      revision: 1,
    });
    await saveDraft(admin(), { id, revision: 1, title: "x" });
    expect(await readReplay(deployment.pool, viewerWith("viewer"), id, everything)).toMatchObject({
      stale: true,
    });
  });

  test("says honestly what it cannot decide, and why", async () => {
    const limit = { calls: 1, per: "minute", by: "rule" };
    const context = { context: { required: ["session"] } };
    const asks = (count: number) => ({
      effect: "ask",
      approval: { steps: [{ from: ["person:ada"], count }] },
    });
    const found = async (before: Record<string, unknown>, after: Record<string, unknown>) => {
      const id = await draftOf([], [rule(after)]);
      const { sql } = deployment.pool;
      // Not through a publish: some of these could not be published.
      await sql`INSERT INTO policy_version (number, document, content_hash, base, author, reason)
        SELECT max(number) + 1, ${JSON.stringify({ rules: [rule(before)] })}, '', max(number), 't', 't' FROM policy_version`;
      await sql`UPDATE policy_draft SET base = (SELECT max(number) FROM policy_version) WHERE id = ${id}`;
      return (await replay(id, auditor())).totals.map(({ outcome, calls: n }) => [outcome, n]);
    };
    expect(await found({ effect: "deny" }, { limit })).toEqual([["rate", 400]]);
    expect(await found({ effect: "deny" }, { when: context })).toEqual([
      ["context_not_recorded", 400],
    ]);
    expect(await found(asks(2), asks(1))).toEqual([["approval", 400]]);
    // A rule that both have decides nothing.
    expect(await found({ limit }, { limit, name: "renamed" })).toEqual([]);
    const { sql } = deployment.pool;
    const condition = repo({ const: "alpha" });
    await sql`UPDATE payload SET arguments = NULL, arguments_salt = NULL`;
    const gone = await found({}, condition);
    expect(gone).toContainEqual(["arguments_gone", 400]);
    // Whatever it was, a deny of everything is one.
    expect(await found({}, { ...condition, effect: "deny" })).toEqual([["revoked", 400]]);
  });
});

function oneByOne(before: Policy, after: Policy): Record<string, number> {
  const found: Record<string, number> = {};
  const facts = {
    groupsTrusted: false,
    personOf: ({ sub }: { sub: string }) => sub,
    groupsOf: (person: string) => new Set(person === "cleo" ? [] : ["eng"]),
    isHeld: () => false,
    callsMade: () => 0,
    blocks: indexBlocks([]),
  };
  const [old, next] = [buildIndex(before, null), buildIndex(after, null)];
  const names: Record<string, string> = {
    "allow deny": "revoked",
    "ask deny": "revoked",
    "allow ask": "newly_asked",
    "deny ask": "newly_asked",
    "deny allow": "gained",
    "ask allow": "no_longer_asked",
  };
  for (const { who, tool, value, client } of calls) {
    const request = {
      subject: { type: "user", id: who, properties: { iss: IDP } },
      action: { name: "tools/call" },
      resource: { type: "tool", id: `git/${tool}` },
      context: { arguments: argumentsOf(value), agent: client, runAs: "caller" },
    };
    const answers = [old, next].map((index) => evaluate(index, request, facts, Date.now()).effect);
    const flip = names[answers.join(" ")];
    const key = `${who} ${tool} ${flip}`;
    if (flip !== undefined) found[key] = (found[key] ?? 0) + 1;
  }
  return found;
}

/** Never empty: that is as good as none. */
function argumentsOf(value: string | null) {
  return value === null ? { other: 1 } : { repo: value };
}

async function jobOf(draft: string) {
  const [job] = await deployment.pool.sql<Parameters<ReturnType<typeof replayStep>>[0][]>`
    UPDATE job SET state = 'running', holder = 'dying', lease_until = now() - interval '1 second'
    WHERE id = (SELECT job_id FROM policy_replay WHERE draft_id = ${draft} ORDER BY asked_at DESC LIMIT 1)
    RETURNING id, kind, input, cursor, done::int, total::int, holder`;
  if (!job) throw new Error("no job");
  return job;
}

/** Does all the work of a transaction, and dies before it commits. */
function dyingAtEnd(sql: TestDeployment["pool"]["sql"]): TestDeployment["pool"]["sql"] {
  return new Proxy(sql, {
    get: (target, key) =>
      key === "begin"
        ? (work: (tx: unknown) => Promise<unknown>) =>
            target.begin(async (tx) => {
              await work(tx);
              throw new Error("killed");
            })
        : Reflect.get(target, key),
  });
}
