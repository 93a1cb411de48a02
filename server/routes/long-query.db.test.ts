// The longest queries, over a real socket: they come in the address, and Node has a limit of its own.
import { afterAll, beforeAll, expect, test } from "vitest";
import { QUERY_LENGTH_LIMIT } from "../../lib/calls/query-language/parse";
import { type TestApi, testApi } from "../../lib/testing/api";
import { listenOn, type TestSocket } from "../testing/socket";

let api: TestApi;
let socket: TestSocket;
let token: string;
beforeAll(async () => {
  api = await testApi();
  socket = await listenOn(api);
  const member = await api.member("viewer");
  token = (await api.token(member.id)).text;
});
afterAll(async () => {
  await socket.close();
  await api.close();
});

test("the longest query is read in any script", async () => {
  expect(await ask("調".repeat(QUERY_LENGTH_LIMIT))).toMatchObject({ status: 200 });
});

test("a longer one is refused with the reason", async () => {
  const { status, body } = await ask("調".repeat(QUERY_LENGTH_LIMIT + 1));
  expect({ status, body }).toMatchObject({ status: 400 });
  expect(body).toContain("at most 10,000 characters");
});

async function ask(q: string): Promise<{ status: number | undefined; body: string }> {
  const head = [
    `GET /api/v1/calls?q=${encodeURIComponent(q)} HTTP/1.1`,
    "host: localhost",
    "connection: close",
    `authorization: Bearer ${token}`,
    "",
    "",
  ];
  const answer = await socket.send([Buffer.from(head.join("\r\n"))], "wait");
  return { status: answer?.status, body: answer?.body.toString() ?? "" };
}
