// The exchanges of ARAP's examples against the real API, with our ids for theirs. Narrower than they
// are: one call an approval, and a question is answered by a policy of our own.
import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { requestSchema } from "../policy/request";
import { type ApprovalWorld, approvalWorld, contextOf, membersOf } from "../testing/approvals";

const FILE = "../shared/vectors/arap/examples.json";
const members = z.record(z.string(), z.unknown());
const exchanges = z.record(
  z.string(),
  z.array(z.object({ step: z.string(), body: members, headers: z.record(z.string(), z.string()) })),
);

const RULES = ["document:*/q4-plan", "tool:*/*"].map((resource, n) => ({
  id: `r${n}`,
  subjects: ["anyone"],
  actions: ["can_read", "tools/call"],
  resources: [resource],
  effect: "ask",
}));

let world: ApprovalWorld;
beforeAll(async () => {
  world = await approvalWorld();
});
afterAll(() => world.close());

test.skipIf(!existsSync(FILE))("both exchanges are answered as the profile says", async () => {
  const bob = await world.person("bob");
  // The example's tool is in no catalog, so it counts as destructive.
  const key = await world.enrol(bob);
  await world.publish(RULES);
  const admin = (await world.api.member("admin")).cookie;
  for (const steps of Object.values(exchanges.parse(JSON.parse(readFileSync(FILE, "utf8"))))) {
    const stepOf = (name: string) => {
      const found = steps.find(({ step }) => step === name);
      if (!found) throw new Error(`the vectors have no ${name}`);
      return found;
    };
    const call = requestSchema.parse(stepOf("Initial Evaluation Request").body);
    const held = await world.evaluate(call);
    expect(held).toMatchObject({
      status: 200,
      body: { decision: false, context: { reason: "approval_required" } },
    });
    const { evaluation_id: evaluation, access_request: offer } = contextOf(held.body);
    const { body: sent, headers } = stepOf("Submitting the Access Request");
    const expires = membersOf(offer)["expires_at"];
    const submission = {
      ...sent,
      denial: { ...membersOf(sent["denial"]), evaluation_id: evaluation, expires_at: expires },
    };
    const endpoint = membersOf(sent["callback"])["endpoint"];
    if (endpoint !== undefined) {
      await world.post("/api/v1/sources/gw/callbacks", { address: endpoint }, { cookie: admin });
    }
    const idempotencyKey = headers["Idempotency-Key"] ?? "none";
    const made = await world.post("/access/v1/requests", submission, { idempotencyKey });
    expect(made.status).toBe(202);
    const task = membersOf(made.body["task"]);
    shaped(task, membersOf(stepOf("Task Handle").body["task"]), [
      "id",
      "status",
      "status_endpoint",
    ]);
    const id = String(task["id"]);
    expect((await world.decideWith(key, bob, id)).body).toMatchObject({ state: "approved" });
    const done = await world.task(id);
    const wanted = membersOf(stepOf("Completed Task").body["result"]);
    expect(done.body).toMatchObject({
      task: { id, status: "approved" },
      result: { mode: wanted["mode"] },
    });
    const approval = membersOf(membersOf(done.body["result"])["approval"]);
    shaped(approval, membersOf(wanted["approval"]), ["id", "approved_at", "approved_until"]);
    const again = requestSchema.parse(stepOf("Re-evaluation After Approval").body);
    const run = await world.evaluate({ ...again, context: { ...again.context, approval } });
    expect(run).toMatchObject({
      status: 200,
      body: {
        decision: true,
        context: { approval: { id: approval["id"], approved_until: approval["approved_until"] } },
      },
    });
  }
});

test("the metadata says where requests go", async () => {
  const response = await world.api.request("GET", "/.well-known/authzen-configuration");
  expect(await response.json()).toMatchObject({
    access_request_endpoint: "http://localhost:3000/access/v1/requests",
  });
});

/** The members that we give as well are of the same kind as theirs. */
function shaped(
  ours: Record<string, unknown>,
  theirs: Record<string, unknown>,
  names: readonly string[],
): void {
  for (const name of names) expect([name, typeof ours[name]]).toEqual([name, typeof theirs[name]]);
}
