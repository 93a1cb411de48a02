// What a replay finds against evaluating each call by itself. `REPLAY_CALLS=10000 REPLAY_RUNS=5` for
// more calls in fewer policies.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import {
  argumentsOf,
  flipsIn,
  REPLAY_IDP,
  type ReplayedCall,
  type ReplayTest,
  replayTest,
  repo,
} from "../../testing/replays";
import { buildIndex } from "../build-index";
import { evaluate } from "../evaluate";
import { indexBlocks } from "../facts";
import { type Policy, policySchema } from "../model";

const CALLS = z.coerce.number().default(400).parse(process.env["REPLAY_CALLS"]);
const numRuns = z.coerce.number().default(25).parse(process.env["REPLAY_RUNS"]);
/** So that each replay takes several steps. */
const AT_ONCE = Math.ceil(CALLS / 4.5);

let on: ReplayTest;
beforeAll(async () => {
  on = await replayTest(CALLS);
}, 120_000);
afterAll(() => on.deployment.close());

test("a replay finds the flips that evaluating each call one by one finds", async () => {
  const subjects = fc.subarray(
    [
      "anyone",
      "group:eng",
      "person:ada",
      "person:cleo",
      "client:cli",
      `principal:${REPLAY_IDP}|ben`,
    ],
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
      const view = await on.replay(
        await on.draftOf(before, after),
        on.by("admin", "auditor"),
        AT_ONCE,
      );
      expect(flipsIn(view)).toEqual(
        oneByOne(
          on.calls,
          policySchema.parse({ rules: before }),
          policySchema.parse({ rules: after }),
        ),
      );
      expect(view).toMatchObject({ job: { state: "done", done: CALLS }, stale: false });
    }),
    { numRuns },
  );
}, 300_000);

function oneByOne(
  calls: readonly ReplayedCall[],
  before: Policy,
  after: Policy,
): Record<string, number> {
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
      subject: { type: "user", id: who, properties: { iss: REPLAY_IDP } },
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
