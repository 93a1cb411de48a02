// Calls on a deployment of a test's own, and drafts that are replayed over them.
import type { Role } from "../access/model";
import { runNextJob } from "../jobs/run-next-job";
import { createDraft } from "../policy/drafts/create-draft";
import { publishPolicy } from "../policy/publish-policy";
import { newestVersion } from "../policy/read-versions";
import type { ReplayView } from "../policy/replay/model";
import { readReplay } from "../policy/replay/read-replay";
import { replayStep } from "../policy/replay/replay-step";
import { startReplay } from "../policy/replay/start-replay";
import {
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
  viewerWith,
} from "./deployment";

export const REPLAY_IDP = "https://idp.acme.example";
const PEOPLE = ["ada", "ben", "cleo"];
const TOOLS = ["get", "put", "drop"];
const VALUES = ["alpha", "beta", "gamma", "s3cret-word"];
const START = Date.parse("2026-11-20T10:00:00Z");
/** All calls are in it. */
export const REPLAY_PERIOD = { from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" };
export const WHOLE_REPLAY = { cursor: 0, limit: 500 };
const SENT_AT_ONCE = 500;

export type ReplayedCall = { who: string; tool: string; value: string | null; client: string };
export type ReplayTest = Awaited<ReturnType<typeof replayTest>>;

/** Calls of three people, two of them in the group eng, one a second. */
export async function replayTest(count: number) {
  const deployment = await testDeployment();
  const calls = Array.from({ length: count }, (_, n) => callOf(n));
  const source = await testSource(deployment.pool);
  const records = calls.map(recordOf);
  for (let n = 0; n < count; n += SENT_AT_ONCE)
    await send(deployment, source, records.slice(n, n + SENT_AT_ONCE));
  await knowPeople(deployment);
  const by = (...roles: Role[]) => ({
    pool: deployment.pool,
    actor: { kind: "member", viewer: viewerWith(...roles) } as const,
  });

  const run = (callsAtOnce: number) =>
    runNextJob({
      kind: "replay",
      step: replayStep(deployment, callsAtOnce),
      sql: deployment.pool.sql,
      stopped: new AbortController().signal,
      report: (about, error) => {
        throw new Error(about, { cause: error });
      },
    });

  return {
    deployment,
    calls,
    by,
    run,
    /** A draft of the rules `after`, made from a version with those before. */
    async draftOf(before: unknown[], after: unknown[]): Promise<string> {
      const { pool } = deployment;
      const base = await newestVersion(pool.db);
      const operator = { pool, actor: { kind: "operator", osUser: "t" } } as const;
      const document = JSON.stringify({ rules: before });
      await publishPolicy(operator, { document, reason: "test", base });
      const { id } = await createDraft(by("admin"), {
        document: JSON.stringify({ rules: after }),
        reason: "test",
      });
      return id;
    },
    async replay(id: string, who: ReturnType<typeof by>, callsAtOnce = 90): Promise<ReplayView> {
      await startReplay(who, { id, ...REPLAY_PERIOD });
      await run(callsAtOnce);
      return readReplay(deployment.pool, who.actor.viewer, id, WHOLE_REPLAY);
    },
  };
}

function callOf(n: number): ReplayedCall {
  return {
    who: PEOPLE[n % 3] ?? "",
    tool: TOOLS[(n * 7) % 3 === 0 ? n % 2 : 2] ?? "",
    value: n % 11 === 0 ? null : (VALUES[(n * n) % 4] ?? ""),
    client: n % 5 === 0 ? "cli" : "desktop",
  };
}

function recordOf({ who, tool, value, client }: ReplayedCall, n: number) {
  return nativeCall(`c${n}`, {
    time: new Date(START + n * 1000).toISOString(),
    caller: { evidence: "validated", iss: REPLAY_IDP, sub: who },
    client: { id: client },
    server: { name: "git" },
    tool: { name: tool, arguments: argumentsOf(value) },
    downstream: { evidence: "validated", kind: "user_token", iss: REPLAY_IDP, sub: who },
  });
}

/** Never empty: that is as good as none. */
export function argumentsOf(value: string | null) {
  return value === null ? { other: 1 } : { repo: value };
}

async function knowPeople({ pool: { sql } }: TestDeployment): Promise<void> {
  await sql`INSERT INTO person (slug) SELECT unnest(${PEOPLE}::text[])`;
  await sql`UPDATE principal p SET person_id = n.id, link_provenance = 'manual', linked_by = 't', linked_at = now()
    FROM person n WHERE n.slug = p.sub`;
  await sql`INSERT INTO person_group (name, person_id, provenance)
    SELECT 'eng', id, 'manual' FROM person WHERE slug IN ('ada', 'ben')`;
  await sql`UPDATE deployment SET directory_version = directory_version + 1`;
}

export const replayedRule = (more: Record<string, unknown>) => ({
  id: "r",
  subjects: ["anyone"],
  resources: ["tool:git/*"],
  effect: "allow",
  ...more,
});

/** A condition on the argument `repo`. */
export const repo = (schema: unknown) => ({
  when: { arguments: { properties: { repo: schema }, required: ["repo"] } },
});

/** Caller, tool and flip -> calls. */
export function flipsIn(view: ReplayView): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { outcome, caller, tool, calls: n } of view.items) {
    const key = `${caller?.principal?.sub} ${tool} ${outcome}`;
    if (outcome !== "depends_on_arguments") found[key] = (found[key] ?? 0) + (n ?? 0);
  }
  return found;
}
