// Calls of one tool that wait for bob, who said yes to one of each caller's before.
import { sql } from "drizzle-orm";
import type { EvaluationRequest } from "../policy/request";
import { type ApprovalWorld, approvalWorld, ASK, heldCall, type Person } from "./approvals";

const PATH = "/api/v1/approval-selection";

/** As whom all run, unless said otherwise. */
export const DOWNSTREAM = { iss: "https://jira.example", sub: "svc-a" };

export type SelectionWorld = Awaited<ReturnType<typeof selectionWorld>>;

export async function selectionWorld() {
  const world: ApprovalWorld = await approvalWorld();
  const bob = await world.person("bob");
  const carol = await world.person("carol");
  await world.writing("comment", "close");
  await world.publish([ASK]);
  const run = (query: ReturnType<typeof sql>) => world.api.deployment.pool.db.execute(query);
  let made = 0;
  const next = () => (made += 1);

  /** Of a caller; each has another text. */
  const call = (
    caller: string,
    more: Record<string, unknown> = {},
    tool = "comment",
  ): EvaluationRequest => {
    const held = heldCall({ text: `text ${next()}` }, { downstream: DOWNSTREAM, ...more }, caller);
    return { ...held, resource: { ...held.resource, id: `jira/${tool}` } };
  };
  const several = async (caller: string, count = 3): Promise<string[]> => {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) ids.push(await world.request(call(caller)));
    return ids;
  };
  return {
    world,
    bob,
    carol,
    run,
    call,
    several,
    /** A name that nobody has yet. */
    nobody: () => `caller-${next()}`,
    /** A caller to whom bob has said yes once. */
    known: async (): Promise<string> => {
      const caller = `caller-${next()}`;
      const { status, body } = await world.decide(bob, await world.request(call(caller)));
      if (status !== 200) throw new Error(JSON.stringify(body));
      return caller;
    },
    decide: (ids: readonly string[], answer: object = { choice: "approve" }, who: Person = bob) =>
      world.post(`${PATH}/decide`, { ids, ...answer }, { cookie: who.cookie }),
    look: (ids: readonly string[], who: Person = bob) =>
      world.get(`${PATH}?ids=${ids.join(",")}`, who.cookie),
    votesOn: async (ids: readonly string[]) => [
      ...(await run(sql`
        SELECT approval_id AS id, selection_id AS selection FROM approval_vote
        WHERE approval_id IN (
          SELECT json_array_elements_text(${JSON.stringify(ids)}::text::json))`)),
    ],
  };
}
