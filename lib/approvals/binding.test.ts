import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EvaluationRequest } from "../policy/request";
import { argumentsDigest, bindingHash, callDigest, digestMac, sessionDigest } from "./binding";

const mac = digestMac({ redactionMac: () => "00".repeat(32) });
const call: EvaluationRequest = {
  subject: { type: "user", id: "alice", properties: { iss: "https://idp.example" } },
  action: { name: "tools/call", properties: undefined },
  resource: { type: "tool", id: "jira/delete_issue", properties: undefined },
  context: {
    arguments: { issue: "PAY-1182", list: [1, 2.5, null, "ä"] },
    agent: "triage-bot",
    definitionSha256: "ab".repeat(32),
    downstream: { iss: "https://jira.example", sub: "svc", kind: "api_key", credential: "cd" },
    runAs: "service",
    session: "s1",
    trace: "t1",
  },
};
const digest = (request: EvaluationRequest, source = "src_a") =>
  callDigest(mac, request, source).toString("hex");

describe("the digest of a call", () => {
  test("is the same for the same call, however it is spelled", () => {
    const spelled: EvaluationRequest = {
      ...call,
      action: { name: "invoke", properties: undefined },
      resource: { type: "tool", id: "delete_issue", properties: { server: "jira" } },
    };
    expect(digest(spelled)).toBe(digest(call));
  });

  test("leaves out session and trace, because agents resume", () => {
    const resumed = { ...call, context: { ...call.context, session: "s2", trace: "t2" } };
    expect(digest(resumed)).toBe(digest(call));
    expect(sessionDigest(mac, resumed, "src_a")).not.toEqual(sessionDigest(mac, call, "src_a"));
  });

  test("is another one for another source, key, or call that is none of a tool", () => {
    expect(digest(call, "src_b")).not.toBe(digest(call));
    const other = digestMac({ redactionMac: () => "01".repeat(32) });
    expect(callDigest(other, call, "src_a").toString("hex")).not.toBe(digest(call));
    const read = { ...call, action: { name: "resources/read", properties: undefined } };
    expect(digest(read)).not.toBe(digest(call));
  });

  /** Every place of the question that is bound, as a path to its text. */
  const PLACES = [
    ["subject", "id"],
    ["subject", "type"],
    ["subject", "properties", "iss"],
    ["resource", "id"],
    ["context", "arguments", "issue"],
    ["context", "arguments", "list", "3"],
    ["context", "agent"],
    ["context", "definitionSha256"],
    ["context", "downstream", "iss"],
    ["context", "downstream", "sub"],
    ["context", "downstream", "kind"],
    ["context", "downstream", "credential"],
    ["context", "runAs"],
  ];

  test.each(PLACES)("changes with any character of %s %s %s", (...path) => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 0x7f }), (n, by) => {
        const flipped = changed(call, path, (text) => {
          const at = n % text.length;
          const code = text.charCodeAt(at) ^ by;
          return text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
        });
        expect(digest(flipped)).not.toBe(digest(call));
      }),
      { numRuns: 60 },
    );
  });

  test("tells absent arguments from empty ones", () => {
    expect(argumentsDigest(mac, undefined)).not.toEqual(argumentsDigest(mac, {}));
  });
});

function changed(
  request: EvaluationRequest,
  path: readonly (string | undefined)[],
  change: (text: string) => string,
): EvaluationRequest {
  const copy = structuredClone(request);
  const steps = path.filter((step) => step !== undefined);
  const last = steps.pop() ?? "";
  const holder = steps.reduce<Record<string, unknown>>(
    (at, step) => Object(at[step]),
    Object(copy),
  );
  holder[last] = change(String(holder[last]));
  return copy;
}

test("the binding hash leaves the actor out and takes in the named members alone", () => {
  const acting = {
    ...call,
    subject: { ...call.subject, properties: { ...call.subject.properties, act: { sub: "a" } } },
  };
  expect(bindingHash(acting, ["arguments"])).toBe(bindingHash(call, ["arguments"]));
  expect(bindingHash(call, ["arguments"])).not.toBe(bindingHash(call, []));
});
