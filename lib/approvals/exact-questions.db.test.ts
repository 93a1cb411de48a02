// What is approved is what was written: no other text passes as it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type ApprovalWorld,
  approvalWorld,
  ASK,
  contextOf,
  heldCall,
  membersOf,
  type Person,
} from "../testing/approvals";

let world: ApprovalWorld;
let bob: Person;
beforeAll(async () => {
  world = await approvalWorld();
  bob = await world.person("bob");
  await world.publish([ASK]);
});
afterAll(() => world.close());

const PLACE = '"the number"';
/** Alice's call with this text for an argument. */
const written = (number: string, call: object = heldCall({ amount: "the number" })) =>
  JSON.stringify(call).replaceAll(PLACE, number);

async function post(path: string, body: BodyInit) {
  const headers = { "content-type": "application/json" };
  // As a server does all the time.
  await world.api.container.decisions.inForce.look();
  const answer = await world.api.request("POST", path, { key: world.key, headers, body });
  return { status: answer.status, body: membersOf(await answer.json()) };
}
const evaluate = (body: BodyInit) => post("/access/v1/evaluation", body);

/** Held, submitted and approved. */
async function approved(body: BodyInit): Promise<string> {
  const { body: answer } = await post("/api/v1/approvals", body);
  const id = String(membersOf(answer["task"])["id"]);
  expect(await world.decide(bob, id)).toMatchObject({ status: 200 });
  return id;
}

describe("a number that no double holds", () => {
  const PAIRS = [
    ["1e-400", "0"],
    ["0.99999999999999999999", "1"],
    ["4503599627370497.25", "4503599627370497"],
    ["0.1000000000000000000000001", "0.1"],
    ["-0", "0"],
    ["12345678901234567890", "12345678901234567000"],
    ["1e400", "1e401"],
  ] as const;

  test.each(PAIRS)("%s is decided, and never held", async (odd) => {
    const { status, body } = await evaluate(written(odd));
    expect(status).toBe(200);
    expect(body).toMatchObject({ decision: false, context: { reason: "approval_required" } });
    expect(contextOf(body)).not.toHaveProperty("evaluation_id");
    expect(membersOf(contextOf(body)["approval"])["problem"]).toMatch(/number/);
    const simple = await post("/api/v1/approvals", written(odd));
    expect(simple).toMatchObject({ status: 200, body: { decision: false } });
  });

  test.each(PAIRS.slice(0, 5))("%s does not redeem what was approved as %s", async (odd, even) => {
    const id = await approved(written(even));
    const path = `/api/v1/approvals/${id}/redeem`;
    const refused = await post(path, written(odd));
    expect(refused).toMatchObject({ status: 200, body: { decision: false } });
    const handle = await world.handle(id);
    const carried = heldCall({ amount: "the number" }, { approval: { id: handle } });
    expect((await evaluate(written(odd, carried))).body["decision"]).toBe(false);
    expect((await post(path, written(even))).body["decision"]).toBe(true);
  });

  test("cannot stand in what is submitted either", async () => {
    const held = await evaluate(written("1"));
    const { subject, action, resource } = heldCall();
    const denial = { evaluation_id: contextOf(held.body)["evaluation_id"] };
    const context = { arguments: { amount: "the number" } };
    const submission = { subject, action, resource, denial, context };
    const odd = await post("/access/v1/requests", written("0.99999999999999999999", submission));
    expect(odd).toMatchObject({ status: 400, body: { code: "invalid" } });
    expect((await post("/access/v1/requests", written("1.0", submission))).status).toBe(202);
  });

  test("another spelling of the same number is the same call", async () => {
    const id = await approved(written("0.1"));
    const again = await post(`/api/v1/approvals/${id}/redeem`, written("10.0e-2"));
    expect(again.body["decision"]).toBe(true);
  });

  test("of many questions each is judged by its own numbers and those above it", async () => {
    const one = heldCall({ amount: "the number" });
    const plain = heldCall({ amount: 1 });
    const many = async (body: object) => {
      const answer = await post("/access/v1/evaluations", written("-0", body));
      return Object.values(membersOf(answer.body["evaluations"])).map(
        (each) => "evaluation_id" in contextOf(membersOf(each)),
      );
    };
    expect(await many({ evaluations: [plain, one, plain] })).toEqual([true, false, true]);
    const { context, ...above } = one;
    const own = { context: plain.context };
    expect(await many({ ...above, context, evaluations: [{}, own] })).toEqual([false, true]);
    expect((await post("/access/v1/evaluations", written("-0", one))).body).not.toHaveProperty(
      "context.evaluation_id",
    );
  });
});

describe("bytes that are no UTF-8", () => {
  const withByte = (byte: number, call: object = heldCall({ note: "the number" })) => {
    const [before = "", after = ""] = JSON.stringify(call).split(PLACE);
    return Buffer.concat([Buffer.from(`${before}"`), Buffer.of(byte), Buffer.from(`"${after}`)]);
  };

  test.each([
    "/access/v1/evaluation",
    "/access/v1/evaluations",
    "/access/v1/requests",
    "/api/v1/approvals",
    "/api/v1/approvals/apr_none/redeem",
    "/access/v1/search/action",
    "/decision",
  ])("are refused at %s", async (path) => {
    const refused = await post(path, withByte(0xff));
    expect(refused).toMatchObject({ status: 400, body: { code: "invalid" } });
    expect(refused.body["detail"]).toContain("not UTF-8");
  });

  test("are no reason that a member gives", async () => {
    const { body } = await post("/api/v1/approvals", JSON.stringify(heldCall({ n: "reason" })));
    const path = `/api/v1/approvals/${membersOf(body["task"])["id"]}/decide`;
    const sent = {
      cookie: bob.cookie,
      headers: { "content-type": "application/json" },
      body: Buffer.concat([
        Buffer.from('{"choice":"deny","reason":"stop '),
        Buffer.of(0xff),
        Buffer.from('"}'),
      ]),
    };
    const refused = await world.api.request("POST", path, sent);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ code: "unreadable" });
  });

  test("redeem nothing that was approved", async () => {
    const id = await approved(JSON.stringify(heldCall({ note: "\uFFFD" })));
    const refused = await post(`/api/v1/approvals/${id}/redeem`, withByte(0xfe));
    expect(refused.status).toBe(400);
    expect((await world.task(id)).body).toMatchObject({ task: { status: "approved" } });
  });
});
