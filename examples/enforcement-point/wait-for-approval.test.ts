import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { decide } from "./decide";
import { settingsSchema } from "./settings";

const caller = { iss: "https://idp.example", sub: "alice", aud: "https://mcp.example" };
const call = { method: "tools/call", params: { name: "erase", arguments: { id: "7" } } };
const HELD = {
  decision: false,
  context: {
    id: "dec_1",
    reason: "approval_required",
    evaluation_id: "dec_1",
    access_request: { endpoint: "https://console.example/access/v1/requests" },
  },
};
const task = (status: string, more: object = {}, display = "Denied") => ({
  task: {
    id: "apr_1",
    status,
    status_endpoint: "https://console.example/access/v1/requests/apr_1",
    display: { title: display, description: "the ticket is not theirs" },
  },
  ...more,
});
const APPROVED = task("approved", { result: { mode: "reevaluate", approval: { id: "aph_1" } } });

type Seen = { path: string; body: Record<string, unknown>; headers: IncomingHttpHeaders };
type Answer = { status?: number; body: unknown } | "lost";

let service: Server | undefined;
afterEach(() => {
  service?.closeAllConnections();
  service?.close();
});

/** What `answers` has for a path, one after the other, the last one again and again. */
async function asked(answers: Record<string, Answer[]>, signal = new AbortController().signal) {
  const seen: Seen[] = [];
  const told: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      const text = Buffer.concat(chunks).toString();
      seen.push({ path, body: text === "" ? {} : JSON.parse(text), headers: request.headers });
      const [first, ...rest] = answers[path] ?? [{ status: 404, body: {} }];
      if (rest.length > 0) answers[path] = rest;
      if (first === undefined || first === "lost") return void response.destroy();
      response.writeHead(first.status ?? 200).end(JSON.stringify(first.body));
    });
  });
  service = server;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const settings = settingsSchema.parse({
    onbehalf: { url: `http://127.0.0.1:${port}`, key: "k" },
    server: { name: "notes", url: "http://127.0.0.1:1/mcp", resource: "https://mcp.example" },
    downstream: { token: "t", iss: "n", sub: "svc", kind: "api_key", credential: "c-1" },
    callers: {},
  });
  const waiting = { signal, tell: (words: string) => told.push(words) };
  const asking = { caller, sessionId: "s-1", definition: undefined, waiting };
  return { verdict: await decide(settings, call, asking), seen, told };
}

const EVALUATION = "/access/v1/evaluation";
const REQUESTS = "/access/v1/requests";
const STATUS = `${REQUESTS}/apr_1?wait=20`;

test("a held call is requested, waited for, and asked again with what approved it", async () => {
  const { verdict, seen, told } = await asked({
    [EVALUATION]: [{ body: HELD }, { body: { decision: true, context: { id: "dec_2" } } }],
    [REQUESTS]: [{ status: 202, body: task("pending") }],
    [STATUS]: [{ body: task("pending") }, { body: APPROVED }],
  });
  expect(verdict).toMatchObject({
    allowed: true,
    approvalId: "apr_1",
    decision: { context: { id: "dec_2" } },
  });
  expect(seen.map(({ path }) => path)).toEqual([EVALUATION, REQUESTS, STATUS, STATUS, EVALUATION]);
  const [first, submitted, , , again] = seen;
  expect(submitted?.body).toEqual({ ...first?.body, denial: { evaluation_id: "dec_1" } });
  const context = { ...Object(first?.body["context"]), approval: { id: "aph_1" } };
  expect(again?.body).toEqual({ ...first?.body, context });
  expect(told).toEqual(["Waiting for approval apr_1.", "Waiting for approval apr_1."]);
});

test("a lost answer loses neither the request nor the approval", async () => {
  const { verdict, seen } = await asked({
    [EVALUATION]: [{ body: HELD }, "lost", { body: { decision: true, context: { id: "dec_2" } } }],
    [REQUESTS]: ["lost", { status: 202, body: task("pending") }],
    [STATUS]: ["lost", { body: APPROVED }],
  });
  expect(verdict).toMatchObject({ allowed: true, approvalId: "apr_1" });
  const keys = seen.filter(({ path }) => path === REQUESTS);
  expect(keys).toHaveLength(2);
  expect(new Set(keys.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
  const redeeming = seen.filter(({ path }) => path === EVALUATION).slice(1);
  expect(redeeming).toHaveLength(2);
  expect(new Set(redeeming.map(({ headers }) => headers["x-request-id"])).size).toBe(1);
});

test.each([
  ["denied", { body: task("denied") }, "Denied: the ticket is not theirs"],
  ["timeout", { status: 410, body: task("expired", {}, "Timeout") }, "Timeout"],
])("what people did not approve does not run, and says so: %s", async (_, last, words) => {
  const { verdict, seen } = await asked({
    [EVALUATION]: [{ body: HELD }],
    [REQUESTS]: [{ status: 202, body: task("pending") }],
    [STATUS]: [last],
  });
  expect(verdict).toMatchObject({
    allowed: false,
    approvalId: "apr_1",
    message: expect.stringContaining(words),
  });
  expect(seen.filter(({ path }) => path === EVALUATION)).toHaveLength(1);
});

test("where nothing can be requested the call does not run", async () => {
  const { verdict } = await asked({
    [EVALUATION]: [{ body: HELD }],
    [REQUESTS]: [{ status: 403, body: { title: "no scope" } }],
  });
  expect(verdict).toMatchObject({ allowed: false, message: expect.stringContaining("approval") });
});

test("a client that gives up takes the request back", async () => {
  const over = new AbortController();
  const { verdict, seen } = await asked(
    {
      [EVALUATION]: [{ body: HELD }],
      [REQUESTS]: [{ status: 202, body: task("pending") }],
      get [STATUS](): Answer[] {
        over.abort();
        return ["lost"];
      },
      [`${REQUESTS}/apr_1/cancel`]: [{ body: task("cancelled") }],
    },
    over.signal,
  );
  expect(verdict).toMatchObject({ allowed: false, approvalId: "apr_1" });
  expect(seen.at(-1)?.path).toBe(`${REQUESTS}/apr_1/cancel`);
});
