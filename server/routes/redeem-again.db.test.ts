// The request that redeems, over a real socket: a lost response loses nothing, whichever way it asks.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type ApprovalWorld,
  approvalWorld,
  ASK,
  carrying,
  heldCall,
  type Person,
} from "../../lib/testing/approvals";
import type { EvaluationRequest } from "../../lib/policy/request";
import { listenOn, type TestSocket } from "../testing/socket";

let world: ApprovalWorld;
let bob: Person;
let socket: TestSocket;
beforeAll(async () => {
  world = await approvalWorld();
  socket = await listenOn(world.api);
  bob = await world.person("bob");
  await world.publish([ASK]);
});
afterAll(async () => {
  await socket.close();
  await world.close();
});

async function post(path: string, call: EvaluationRequest, requestId?: string) {
  const body = JSON.stringify(call);
  const head = [
    `POST ${path} HTTP/1.1`,
    "host: localhost",
    "connection: close",
    `authorization: Bearer ${world.key}`,
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    ...(requestId === undefined ? [] : [`x-request-id: ${requestId}`]),
    "",
    body,
  ];
  // As a server does all the time.
  await world.api.container.decisions.inForce.look();
  const answer = await socket.send([Buffer.from(head.join("\r\n"))], "wait");
  const text = answer?.body.toString() ?? "{}";
  const { decision } = JSON.parse(text);
  return { decision, requestId: answer?.headers.get("x-request-id") };
}

describe.each([
  [
    "an evaluation that carries the approval",
    async (call: EvaluationRequest, id: string) => ({
      path: "/access/v1/evaluation",
      call: carrying(call, await world.handle(id)),
    }),
  ],
  [
    "redeem, for gateways without AuthZEN",
    async (call: EvaluationRequest, id: string) => ({
      path: `/api/v1/approvals/${id}/redeem`,
      call,
    }),
  ],
])("%s", (name, redeeming) => {
  test("gives the same request id the same answer, and no other request a yes", async () => {
    const held = heldCall({ issue: name });
    const id = await world.request(held);
    await world.decide(bob, id);
    const { path, call } = await redeeming(held, id);
    for (const _ of [1, 2, 3]) {
      const answer = await post(path, call, "gw-7");
      expect(answer).toEqual({ decision: true, requestId: "gw-7" });
    }
    expect((await post(path, call, "gw-8")).decision).toBe(false);
    expect((await post(path, call)).decision).toBe(false);
  });
});

test("what a member does keeps the server's own request id", async () => {
  const answer = await post("/api/v1/approvals/apr_none/decide", heldCall(), "gw-7");
  expect(answer.requestId).toMatch(/^[\da-f-]{36}$/);
});
