import { createServer, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { DENIED, NO_ANSWER } from "./coaz/map-message";
import { decide } from "./decide";
import { settingsSchema } from "./settings";
import { readDefinitions } from "./tool-definitions";

const caller = { iss: "https://idp.example", sub: "alice", aud: "https://mcp.example" };
const call = { method: "tools/call", params: { name: "t", arguments: { id: "7" } } };
const waiting = { signal: new AbortController().signal, tell: () => {} };
const asking = { caller, sessionId: "s-1", definition: undefined, waiting };

let service: Server | undefined;
afterEach(() => void service?.close());

/** An authorization service that answers what `answer` makes of the path and the question. */
async function settingsFor(answer: (path: string, question: Asked) => unknown) {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const said = answer(request.url ?? "", JSON.parse(Buffer.concat(chunks).toString()));
      response.writeHead(typeof said === "number" ? said : 200).end(JSON.stringify(said));
    });
  });
  service = server;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return settingsSchema.parse({
    onbehalf: { url: `http://127.0.0.1:${port}`, key: "k" },
    server: { name: "notes", url: "http://127.0.0.1:1/mcp", resource: "https://mcp.example" },
    downstream: { token: "t", iss: "n", sub: "svc", kind: "api_key", credential: "c-1" },
    callers: {},
  });
}
type Asked = { resource?: { type: string; id: string } } & Record<string, unknown>;

test("the question names the caller's issuer, the server, the arguments and as whom it would run", async () => {
  let asked: unknown;
  const settings = await settingsFor((_, question) => {
    asked = question;
    return { decision: true, context: { id: "dec_1" } };
  });
  expect(await decide(settings, call, asking)).toMatchObject({
    allowed: true,
    decision: { context: { id: "dec_1" } },
  });
  expect(asked).toMatchObject({
    subject: { id: "alice", properties: { iss: "https://idp.example" } },
    resource: { type: "tool", id: "t", properties: { server: "notes" } },
    context: {
      arguments: { id: "7" },
      session: "s-1",
      runAs: "service",
      downstream: { sub: "svc", credential: "c-1" },
    },
  });
});

test.each([
  ["an error", 503],
  ["no JSON", undefined],
  ["no decision", { yes: true }],
  ["a decision that is no boolean", { decision: "true" }],
  ["none of many", { evaluations: [] }],
])("an answer that is %s lets nothing through", async (_, said) => {
  const settings = await settingsFor(() => said);
  expect(await decide(settings, call, asking)).toMatchObject({ allowed: false, code: NO_ANSWER });
});

test("where nobody answers, nothing goes through", async () => {
  const settings = await settingsFor(() => ({ decision: true }));
  service?.close();
  service?.closeAllConnections();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await decide(settings, call, asking)).toMatchObject({ allowed: false, code: NO_ANSWER });
});

test("a no says why in words, and when to try again", async () => {
  const said = async (context: object) => {
    const settings = await settingsFor(() => ({ decision: false, context }));
    const verdict = await decide(settings, call, asking);
    service?.close();
    return verdict;
  };
  expect(await said({ reason: "approval_required" })).toMatchObject({
    code: DENIED,
    message: expect.stringContaining("needs approval"),
  });
  expect(await said({ reason: "rate_limited", retryAfter: 9 })).toMatchObject({
    message: expect.stringMatching(/limit is used up.*9 seconds/),
  });
  expect(await said({ reason: "constructor" })).toMatchObject({ message: "Access denied." });
});

test("a mapping that the tool declares is asked besides the tool, never in its place", async () => {
  const declaring = (mapping: unknown) => {
    const inputSchema = { type: "object", "x-authzen-mapping": mapping };
    return readDefinitions({ tools: [{ name: "t", inputSchema }] })?.tools.get("t");
  };
  const note = {
    evaluation: {
      action: { name: "read" },
      resource: { type: "note", id: "$params.arguments.id" },
    },
  };
  const no = { decision: false, context: { reason: "no_rule" } };
  const decideBy = async (deny: string, mapping: unknown) => {
    const asked: string[] = [];
    const settings = await settingsFor((_, { resource }) => {
      asked.push(`${resource?.type}:${resource?.id}`);
      return resource?.type === deny ? no : { decision: true };
    });
    const { allowed } = await decide(settings, call, { ...asking, definition: declaring(mapping) });
    service?.close();
    return { allowed, asked };
  };
  expect(await decideBy("none", note)).toEqual({ allowed: true, asked: ["tool:t", "note:7"] });
  expect(await decideBy("tool", note)).toEqual({ allowed: false, asked: ["tool:t"] });
  expect(await decideBy("note", note)).toEqual({ allowed: false, asked: ["tool:t", "note:7"] });
  expect(await decideBy("none", { evaluation: {} })).toEqual({ allowed: false, asked: ["tool:t"] });
});

test("every one of many decisions has to be a yes", async () => {
  const settings = await settingsFor((path) =>
    path.endsWith("evaluations")
      ? { evaluations: [{ decision: true }, { decision: false, context: { reason: "rule" } }] }
      : { decision: true },
  );
  const definition = {
    sha256: "0",
    mapping: {
      evaluations: {
        action: { name: "read" },
        evaluations: [{ resource: { type: "o", id: "1" } }, { resource: { type: "o", id: "2" } }],
      },
    },
  };
  expect(await decide(settings, call, { ...asking, definition })).toMatchObject({
    allowed: false,
    code: DENIED,
    message: expect.stringContaining("a rule forbids it"),
  });
});
