import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { DEFAULT_MAPPINGS, passesThrough } from "./default-mappings";
import { DENIED, mapMessage, NO_QUESTION } from "./map-message";

const shared = new URL("../../../../shared/vectors/coaz/coaz-mcp.json", import.meta.url);
const json = z.record(z.string(), z.unknown());
const vectors = z.object({
  defaults: json,
  passThrough: z.array(z.string()),
  cases: z.array(
    z.object({
      name: z.string(),
      token: z.looseObject({ sub: z.string() }),
      mapping: z.unknown().optional(),
      message: z.object({ method: z.string(), params: z.unknown().optional() }),
      pdp: z.literal("unreachable").optional(),
      expect: z.object({
        endpoint: z.string().optional(),
        body: json.optional(),
        passThrough: z.boolean().optional(),
        jsonrpcErrorCode: z.number().optional(),
      }),
    }),
  ),
});
const file = existsSync(shared)
  ? vectors.parse(JSON.parse(readFileSync(shared, "utf8")))
  : undefined;

const token = { sub: "alice", client_id: "desk", aud: "https://mcp.example" };
const call = (args: object) => ({
  method: "tools/call",
  params: { name: "pay", arguments: args },
});
const asking = (more: object) => ({
  evaluation: { action: { name: "pay" }, resource: { type: "account", id: "a" }, ...more },
});

describe("the COAZ cases", () => {
  it.skipIf(file !== undefined)("are skipped: ../shared is not beside this checkout", () => {});

  it.skipIf(file === undefined)("the default mappings are the binding's", () => {
    expect(DEFAULT_MAPPINGS).toEqual(file?.defaults);
    for (const one of file?.passThrough ?? []) {
      expect([one, passesThrough(one.replace("*", "anything"))]).toEqual([one, true]);
    }
  });

  // That nobody answers shows when somebody asks: `ask-onbehalf.test.ts`.
  it.each(file?.cases.filter(({ pdp }) => pdp === undefined) ?? [])(
    "$name",
    ({ message, token, mapping, expect: wanted }) => {
      const mapped = mapMessage(message, token, mapping);
      if (wanted.passThrough) expect(mapped).toEqual({ kind: "pass" });
      else if (wanted.jsonrpcErrorCode !== undefined) {
        expect(mapped).toMatchObject({ kind: "refuse", code: wanted.jsonrpcErrorCode });
      } else {
        expect(mapped).toEqual({ kind: "ask", endpoint: wanted.endpoint, body: wanted.body });
      }
    },
  );
});

describe("what a server declares", () => {
  it("asks about the caller, whoever the server would rather have it be", () => {
    const other = asking({ subject: { type: "identity", id: "$params.arguments.user" } });
    expect(mapMessage(call({ user: "bob" }), token, other)).toMatchObject({ code: NO_QUESTION });
    expect(mapMessage(call({}), token, asking({}))).toMatchObject({
      body: { subject: { type: "identity", id: "alice" } },
    });
  });

  it("is refused where it is no mapping, and never taken for the default", () => {
    for (const mapping of [{}, [], "x", { evaluation: {}, evaluations: {} }, { search: {} }]) {
      expect(mapMessage(call({}), token, mapping)).toMatchObject({ code: NO_QUESTION });
    }
    let deep: object = {};
    for (let n = 0; n < 5_000; n++) deep = { deep };
    expect(mapMessage(call({}), token, asking({ context: deep }))).toMatchObject({
      code: NO_QUESTION,
    });
  });

  it("may compute, with whole numbers as JSON has them, and may not run a pattern", () => {
    const context = {
      size: "$params.arguments.amount > 10000 ? 'high' : 'standard'",
      n: "$1 + 1",
      s: "$'a $token'",
    };
    expect(mapMessage(call({ amount: 12_000 }), token, asking({ context }))).toMatchObject({
      body: { context: { size: "high", n: 2, s: "a $token" } },
    });
    const pattern = { slow: "$params.arguments.text.matches('^(a+)+$')" };
    expect(
      mapMessage(call({ text: `${"a".repeat(40)}!` }), token, asking({ context: pattern })),
    ).toMatchObject({ code: NO_QUESTION });
  });
});

it("methods that JavaScript's objects have are unknown like any other", () => {
  for (const method of ["constructor", "__proto__", "server/discover"]) {
    expect(mapMessage({ method }, token)).toMatchObject({ kind: "refuse", code: DENIED });
  }
});

it("a prompt that is completed is asked about as a prompt, a resource as a resource", () => {
  const complete = (ref: object) =>
    mapMessage({ method: "completion/complete", params: { ref } }, token);
  expect(complete({ type: "ref/prompt", name: "greet" })).toMatchObject({
    body: { resource: { type: "prompt", id: "greet" } },
  });
  expect(complete({ type: "ref/resource", uri: "file:///x" })).toMatchObject({
    body: { resource: { type: "resource", id: "file:///x" } },
  });
});
