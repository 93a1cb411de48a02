// A deployment in which destructive calls wait for leads, and members whose passkeys are a week old.
import { sql } from "drizzle-orm";
import { type ApprovalWorld, approvalWorld, ASK, heldCall, type Person } from "./approvals";

export type PasskeyWorld = Awaited<ReturnType<typeof passkeyWorld>>;

/**
 * Bob and Carol are leads, Olga is an owner without a passkey. `delete_issue` takes one lead and
 * `purge` two, with passkeys; `read_issue` takes one lead and is harmless.
 */
export async function passkeyWorld() {
  const world = await approvalWorld();
  const bob = await world.person("bob");
  const carol = await world.person("carol", ["leads", "security"]);
  const owner = await world.person("olga", [], ["owner"]);
  const bobs = await world.enrol(bob);
  const carols = await world.enrol(carol);
  await world.destructive("delete_issue", "purge");
  await world.writing("read_issue");
  const two = { steps: [{ from: ["group:leads"], count: 2 }] };
  await world.publish([
    { ...ASK, resources: ["tool:jira/delete_issue", "tool:jira/read_issue"] },
    { ...ASK, id: "two", resources: ["tool:jira/purge"], approval: two },
  ]);
  const run = (query: ReturnType<typeof sql>) => world.api.deployment.pool.db.execute(query);
  return {
    world,
    bob,
    carol,
    owner,
    bobs,
    carols,
    run,
    /** How far the approval has come; `UNTOUCHED` where nothing happened to it. */
    stateOf: async (id: string) => {
      const [row] = await run(sql`SELECT state, (SELECT count(*)::int FROM approval_vote
        WHERE approval_id = a.id) AS votes FROM approval a WHERE id = ${id}`);
      return row;
    },
    challenge: (who: Person, id: string, ask: object = { choice: "approve" }) =>
      challengeIn(world, who, id, ask),
    may: async (who: Person, id: string) =>
      (await world.get(`/api/v1/approvals/${id}`, who.cookie)).body["mayDecide"],
  };
}

export const UNTOUCHED = { state: "pending", votes: 0 };

async function challengeIn(world: ApprovalWorld, who: Person, id: string, ask: object) {
  const { status, body } = await world.post(`/api/v1/approvals/${id}/challenge`, ask, who);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}

let issues = 0;

/** A call that nobody has asked about yet. */
export const freshCall = (tool = "delete_issue") => ({
  ...heldCall({ issue: `PAY-${(issues += 1)}` }),
  resource: { type: "tool", id: `jira/${tool}`, properties: undefined },
});
