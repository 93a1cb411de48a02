import { afterAll, beforeAll, expect, test } from "vitest";
import { addEntry } from "../identity/change-directory";
import type { Source } from "../sources/model";
import {
  asOperator,
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
  viewerWith,
} from "../testing/deployment";
import { settle, whatIsWrong } from "../testing/settle";
import { getCall } from "./call-detail";
import { csvRow } from "./csv-row";
import { readFacets } from "./facets/read-facets";
import { listCalls } from "./query";

let deps: TestDeployment;
let gw: Source;
const viewer = viewerWith("viewer");
const FRANK = { iss: "https://idp.acme.example", sub: "00frank" };
const passed = { evidence: "observed", kind: "passthrough" };

beforeAll(async () => {
  deps = await testDeployment();
  gw = await testSource(deps.pool, "gw");
  await addEntry(asOperator(deps.pool), "links", { person: "frank", name: "Frank", ...FRANK });
  const calls = [
    nativeCall("own", { caller: { evidence: "validated", ...FRANK }, downstream: passed }),
    nativeCall("owned", {
      caller: { evidence: "validated", ...FRANK },
      downstream: { ...passed, credential: { owner: "somebody" } },
    }),
    nativeCall("nobody", { caller: { evidence: "absent" }, downstream: passed }),
    nativeCall("silent", {
      caller: { evidence: "validated", ...FRANK },
      downstream: { kind: "passthrough", evidence: "absent" },
    }),
  ].map((call) => ({ ...call, time: new Date().toISOString(), trace: { traceId: call.id } }));
  await send(deps, gw, calls);
  await settle(deps);
});
afterAll(() => deps.close());

const list = async (q: string) => (await listCalls(deps.pool, viewer, { q })).items;

test.each(["ranas:person:frank", "ranas:00frank", "has:ranas"])(
  "%s finds the call that ran with the caller's own token, and no other",
  async (q) => {
    expect((await list(q)).map(({ traceId }) => traceId)).toEqual(["own"]);
  },
);

test("list, facet, export and the answer say one thing", async () => {
  const [row] = await list("trace:own");
  if (!row) throw new Error("no call");
  expect(row).toMatchObject({
    ranAs: { identity: { person: { id: "frank" } }, kind: "passthrough" },
    relation: "same_person",
    flags: expect.arrayContaining(["token_passthrough"]),
  });
  expect(csvRow(row)).toContain("frank,https://idp.acme.example,00frank,passthrough");
  const { answers, envelope } = await getCall(deps, viewer, row.id);
  expect(answers.ranAs.text).toBe("Ran as Frank, with the caller's own token.");
  expect(JSON.parse(envelope).downstream).not.toHaveProperty("p");
  const context = { pool: deps.pool, actor: { kind: "member", viewer } } as const;
  const [facet] = (await readFacets(context, { q: "", fields: ["ranas"] })).items;
  expect(facet?.values).toContainEqual(
    expect.objectContaining({ value: "person:frank", count: 1 }),
  );
  expect(await whatIsWrong(deps)).toEqual([]);
});
