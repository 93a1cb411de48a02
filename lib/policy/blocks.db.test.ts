import { afterAll, beforeAll, expect, test } from "vitest";
import { decide } from "../decisions/decide";
import { listDecisions } from "../decisions/list-decisions";
import { decisionsQuery } from "../decisions/view";
import { addEntry } from "../identity/change-directory";
import type { Source } from "../sources/model";
import { type TestApi, testApi } from "../testing/api";
import { asOperator, testSource } from "../testing/deployment";
import { liftBlock, setBlock } from "./blocks";
import { listBlocks } from "./list-blocks";

const IDP = "https://idp.example";
let api: TestApi;
let source: Source;
const operator = () => asOperator(api.deployment.pool);

beforeAll(async () => {
  api = await testApi();
  source = await testSource(api.deployment.pool, "asking");
  await addEntry(operator(), "links", { person: "ann", name: "Ann Example", iss: IDP, sub: "1" });
});
afterAll(async () => {
  api.refuseBugs();
  await api.close();
});

async function ask(tool: string) {
  const { decisions } = api.container;
  await decisions.inForce.look();
  const decision = await decide(
    decisions,
    { source, requestId: undefined },
    {
      subject: { type: "user", id: "1", properties: { iss: IDP } },
      action: { name: "tools/call" },
      resource: { type: "tool", id: tool },
      context: {},
    },
  );
  await decisions.recorder.flush();
  return decision;
}

test("a decision names the blocks that denied it, and each block counts what it denied", async () => {
  const block = { reason: "an incident", until: null };
  const person = await setBlock(operator(), { ...block, subject: "person:ann" });
  const tool = await setBlock(operator(), { ...block, resource: "tool:github/*" });
  const [both, one] = [await ask("github/delete"), await ask("crm/read")];
  expect(both).toMatchObject({ reason: "blocked", blockIds: [person.id, tool.id].toSorted() });
  expect(one).toMatchObject({ reason: "blocked", blockIds: [person.id] });
  const listed = await listBlocks(api.deployment.pool);
  const hits = new Map(listed.map(({ id, hits: { decisions } }) => [id, decisions]));
  expect([hits.get(person.id), hits.get(tool.id)]).toEqual([2, 1]);
  const ofTool = decisionsQuery.parse({ block: tool.id });
  expect((await listDecisions(api.deployment.pool, ofTool)).items).toMatchObject([
    { id: both.id, blockIds: both.blockIds },
  ]);
  for (const { id } of [person, tool]) await liftBlock(operator(), { id, reason: "it is over" });
  expect(await ask("github/delete")).toMatchObject({ reason: "no_rule", blockIds: [] });
});

test("those that stand come first, with the name of whom they block; what ended is past", async () => {
  const soon = new Date(Date.now() + 300).toISOString();
  await setBlock(operator(), { subject: "client:bot", reason: "a short one", until: soon });
  const standing = await setBlock(operator(), {
    subject: `principal:${IDP}|1`,
    reason: "a long one",
    until: null,
  });
  await new Promise((resolve) => setTimeout(resolve, 400));
  const [first, ...past] = await listBlocks(api.deployment.pool);
  expect(first).toMatchObject({
    id: standing.id,
    state: "standing",
    subjectName: "Ann Example",
    hits: { decisions: 0, more: false, last: null },
  });
  expect(past.map(({ state }) => state)).toEqual(["ended", "lifted", "lifted"]);
});
