import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callRecordSchema } from "../model";
import { adaptMapped } from "./adapt-mapped";
import { type KeyMapping, keyMappingSchema, MAPPABLE_FIELDS } from "../../sources/model";
import { ADAPTERS, findAdapter } from "./registry";

const receivedAt = "2026-03-01T12:00:00Z";

function adapt(format: string, raw: unknown, mapping: KeyMapping, more: object = {}) {
  const adapter = findAdapter(format);
  if (adapter === undefined) throw new Error(`no adapter for ${format}`);
  return adaptMapped(adapter, { raw, receivedAt, trust: adapter.ceilings, ...more }, mapping);
}

describe("adaptMapped", () => {
  test("fills arguments, session, result and downstream identity from agentgateway's CEL keys", () => {
    const raw = {
      scope: "request",
      time: "2026-02-11T08:00:00Z",
      "trace.id": "t1",
      "span.id": "s1",
      "gen_ai.tool.name": "echo",
      my_args: '{"hi":"world"}',
      my_session: "se-1",
      my_result: { isError: false },
      backend: { auth: { sub: "svc" } },
    };
    const mapping = {
      "tool.arguments": "my_args",
      "session.id": "my_session",
      result: "my_result",
      "downstream.sub": "backend.auth.sub",
    };
    expect(adapt("agentgateway", raw, mapping)).toMatchObject({
      record: {
        id: "t1:s1",
        session: { id: "se-1" },
        tool: { name: "echo", arguments: { hi: "world" } },
        result: { isError: false },
        outcome: { status: "ok" },
        downstream: { evidence: "observed", sub: "svc" },
      },
    });
  });

  test("a mapped caller claims what the admin lets the source claim", () => {
    const raw = { "mcp.method.name": "tools/call", "x-request-id": "r", "jsonrpc.request.id": "1" };
    const mapping = { "caller.sub": "x-user", "caller.groups": "x-groups" };
    const sent = { ...raw, "x-user": "rosa", "x-groups": "eng, ops" };
    expect(adapt("envoy-ai-gateway", sent, mapping)).toMatchObject({
      record: { caller: { evidence: "asserted", sub: "rosa", groups: ["eng", "ops"] } },
    });
    const trust = { caller: "validated", downstream: "observed" };
    expect(adapt("envoy-ai-gateway", sent, mapping, { trust })).toMatchObject({
      record: { caller: { evidence: "validated", sub: "rosa" } },
    });
  });

  test("a mapped id and time are the record's own", () => {
    const raw = { call_type: "tools/call", at: "2026-02-11 07:30:00Z", key: "o-1" };
    expect(adapt("obot", raw, { id: "key", time: "at" })).toEqual({
      record: {
        id: "o-1",
        type: "tool.call",
        time: "2026-02-11T07:30:00Z",
        outcome: { status: "unknown" },
      },
    });
  });

  test("the keys of a text line can be mapped", () => {
    const line =
      "2026-02-11T08:00:00Z\tinfo\trequest trace.id=t1 span.id=s1 who=rosa mcp.method=tools/call";
    expect(adapt("agentgateway", line, { "caller.sub": "who" })).toMatchObject({
      record: { caller: { evidence: "validated", sub: "rosa" } },
    });
  });

  test("what a client may have written into a text line claims little", () => {
    const line =
      "2026-02-11T08:00:00Z\tinfo\trequest trace.id=t1 span.id=s1 jwt.sub=rosa " +
      "mcp.method=tools/call mcp.resource.name=x who=root groups=admins svc=root args=1";
    const mapping = {
      "caller.groups": "groups",
      "downstream.sub": "svc",
      "tool.arguments": "args",
    } satisfies KeyMapping;
    expect(adapt("agentgateway", line, mapping)).toMatchObject({
      record: { caller: { evidence: "asserted", sub: "rosa" }, tool: { arguments: 1 } },
    });
    expect(adapt("agentgateway", line, mapping)).not.toHaveProperty("record.downstream");
    expect(adapt("agentgateway", line, { "caller.sub": "who" })).toMatchObject({
      record: { caller: { evidence: "asserted", sub: "root" } },
    });
  });

  test("an MCP result says whether the tool failed, whatever the HTTP status is", () => {
    const outcome = (status: number | undefined, isError: unknown) => {
      const raw = { "mcp.method.name": "tools/call", "http.status": status, answer: { isError } };
      const adapted = adapt("agentgateway", raw, { result: "answer" }, { fallbackId: "0a" });
      return "record" in adapted ? adapted.record.outcome?.status : adapted;
    };
    expect(outcome(undefined, false)).toBe("ok");
    expect(outcome(200, true)).toBe("error");
    expect(outcome(403, false)).toBe("denied");
    expect(outcome(undefined, "no")).toBe("unknown");
  });

  test("a value of another form, a dash and a missing key change nothing", () => {
    const raw = { id: "n", type: "tool.call", time: "2026-02-11T07:30:00Z", a: {}, b: "-" };
    const mapping = { "caller.sub": "a", "server.name": "b", "tool.name": "c", time: "b" };
    expect(adapt("native", raw, mapping)).toEqual(adapt("native", raw, {}));
  });

  test("what the adapter ignores stays ignored", () => {
    expect(adapt("kong", { request: {}, x: "rosa" }, { "caller.sub": "x" })).toEqual({
      ignored: "an HTTP request without MCP messages",
    });
  });

  test("answers any record and any mapping without throwing", () => {
    const mapping = fc.dictionary(fc.constantFrom(...MAPPABLE_FIELDS), fc.string({ minLength: 1 }));
    fc.assert(
      fc.property(
        fc.constantFrom(...ADAPTERS.keys()),
        fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom("a", "__proto__"), fc.jsonValue())),
        mapping,
        (format, raw, keys) => {
          const adapted = adapt(format, raw, keyMappingSchema.parse(keys), { fallbackId: "0a" });
          if ("record" in adapted) callRecordSchema.parse(adapted.record);
        },
      ),
      { numRuns: 500 },
    );
  });
});
