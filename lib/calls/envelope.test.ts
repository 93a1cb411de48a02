import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../ledger/canonical-json";
import { leafHash } from "../ledger/leaf";
import { deriveKeys } from "../secrets/keys";
import { ENVELOPE_LIMIT, type EnvelopeInput, sealEnvelope } from "./envelope";
import { identitiesOf } from "./identities";
import {
  CALLER_EVIDENCE,
  type CallRecord,
  callRecordSchema,
  DOWNSTREAM_EVIDENCE,
  DOWNSTREAM_KINDS,
  EVENT_TYPES,
} from "./model";
import { sealRecord } from "./seal-record";
import { envelopeSchema } from "./stored-record";

const bare: EnvelopeInput = {
  record: { id: "e-1", type: "tool.call", time: "2026-11-20T10:42:11.430Z" },
  source: "src_1",
  time: "2026-11-20T10:42:11.430000Z",
  received: "2026-11-20T10:42:12.000000Z",
  principals: {},
  credential: undefined,
  commit: {},
  redacted: [],
};

const full: EnvelopeInput = {
  ...bare,
  record: callRecordSchema.parse({
    ...bare.record,
    seq: 4711,
    caller: {
      evidence: "validated",
      iss: "https://idp.acme.example",
      sub: "00u1a",
      email: "alice@acme.example",
      name: "Alice",
      groups: ["eng"],
      tenant: "acme",
      token: {
        aud: ["https://gw.acme.example/mcp"],
        clientId: "claude",
        jti: "jti-1",
        sha256: "aa",
        scopes: ["mcp"],
        iat: 1795168000,
        exp: 1795171600,
        act: { iss: "https://idp.acme.example", sub: "broker" },
        cnf: "jkt:abc",
      },
    },
    client: { id: "claude", name: "Claude", version: "1", registration: "cimd", workload: "w" },
    session: { id: "s-1" },
    server: { name: "github", resource: "https://mcp.github.example/mcp" },
    tool: { name: "create_issue", arguments: { a: 1 }, definitionSha256: "bb" },
    downstream: {
      evidence: "observed",
      kind: "exchanged_token",
      iss: "https://github.example",
      sub: "1001",
      account: "alice-gh",
      tenant: "acme",
      token: { aud: "https://api.github.example", jti: "jti-2", act: { sub: "broker" } },
      credential: { id: "cred-1", owner: "alice" },
      obtainedBy: "token_exchange",
    },
    consent: { id: "c-1", clientId: "claude", at: "2026-11-01T00:00:00Z" },
    authorization: {
      decision: "allow",
      decisionId: "d-1",
      policyVersion: "12",
      ruleId: "r-1",
      reason: "a reason",
    },
    approval: { id: "apr_1" },
    outcome: { status: "ok", code: "0", message: "fine", durationMs: 153 },
    result: { b: 2 },
    network: { clientIp: "192.0.2.7", userAgent: "agent/1" },
    trace: { traceId: "t-1", spanId: "sp-1", txn: "x-1", requestId: "req-1" },
    labels: { env: "prod" },
  }),
  principals: {
    caller: "prn_a",
    callerActor: "prn_b",
    downstream: "prn_c",
    downstreamActor: "prn_d",
  },
  credential: "cc",
  commit: { arguments: "dd", result: "ee", text: "ff", network: "00", raw: "11", facts: "22" },
  redacted: [{ part: "arguments", path: "/token", rule: "key-name" }],
};

describe("the frozen vectors: these bytes can never change", () => {
  it("the least that an event can be", () => {
    const { text, leaf } = sealEnvelope(bare);
    expect(text).toBe(
      '{"event":"e-1","received":"2026-11-20T10:42:12.000000Z","source":"src_1","time":"2026-11-20T10:42:11.430000Z","type":"tool.call","v":1}',
    );
    expect(leaf.toString("hex")).toBe("8a532da81fcb6f491ccfa602fcd771c5515f36bac81b67ef0d87b1219d15d238");
  });

  it("every member at once", () => {
    const { text, leaf } = sealEnvelope(full);
    expect(text).toBe(
      '{"approval":"apr_1","caller":{"evidence":"validated","p":"prn_a","token":{"act":"prn_b","aud":["https://gw.acme.example/mcp"],"client":"claude","cnf":"jkt:abc","exp":1795171600,"iat":1795168000,"jti":"5964da055ae31cf8eb7230e190a504899c6f60f07f9f1cd3cade9fbf226e8c28","sha256":"aa"}},"client":{"evidence":"validated","id":"claude"},"commit":{"arguments":"dd","facts":"22","network":"00","raw":"11","result":"ee","text":"ff"},"decision":{"effect":"allow","id":"d-1","policy":"12","rule":"r-1"},"downstream":{"credential":"cc","evidence":"observed","kind":"exchanged_token","obtainedBy":"token_exchange","p":"prn_c","token":{"act":"prn_d","aud":["https://api.github.example"],"jti":"e9ca9b79c1c6c69606eb92889f0dec2b34ecae38b6fe68d588f98be6f376658b"}},"event":"e-1","outcome":{"code":"0","ms":153,"status":"ok"},"received":"2026-11-20T10:42:12.000000Z","redacted":[{"part":"arguments","path":"/token","rule":"key-name"}],"seq":4711,"server":{"name":"github","resource":"https://mcp.github.example/mcp"},"session":"6a840baf5d8c3ff241688aeb14546e653774cd5387faf1cb982b0fbbf1fbb810","source":"src_1","time":"2026-11-20T10:42:11.430000Z","tool":{"definition":"bb","name":"create_issue"},"trace":{"id":"t-1","span":"sp-1","txn":"x-1"},"type":"tool.call","v":1}',
    );
    expect(leaf.toString("hex")).toBe("25ccbba537cd2deb83664be5e630a2b941a9e636439e2c4ae1143304725c4050");
  });
});

describe("an envelope", () => {
  it("reads back by the schema that the drawer uses, without a member lost", () => {
    const { text } = sealEnvelope(full);
    expect(envelopeSchema.strict().parse(JSON.parse(text))).toEqual(JSON.parse(text));
  });

  it("is canonical, names nobody, has no free text and no null, whatever the record says", () => {
    fc.assert(
      fc.property(input, (one) => {
        const { text, leaf } = sealEnvelope(one);
        expect(text).toBe(canonicalJson(JSON.parse(text)));
        expect(leaf.equals(leafHash(text))).toBe(true);
        expect(text).not.toMatch(/private-|null|\{\}/);
        for (const member of Object.keys(JSON.parse(text))) expect(ALLOWED).toContain(member);
      }),
      { numRuns: 500 },
    );
  });

  it("is the same for records that differ only in what it must not hold", () => {
    fc.assert(
      fc.property(input, (one) => {
        const { text } = sealEnvelope(one);
        expect(sealEnvelope({ ...one, record: withoutPrivate(one.record) }).text).toBe(text);
      }),
    );
  });

  it("says that a client is validated only by the validated token that was issued to it", () => {
    const clientOf = (caller: object, client: object) =>
      JSON.parse(
        sealEnvelope({ ...bare, record: callRecordSchema.parse({ ...bare.record, caller, client }) })
          .text,
      ).client;
    const token = { clientId: "claude" };
    expect(clientOf({ evidence: "validated", token }, { id: "claude" })).toEqual({
      id: "claude",
      evidence: "validated",
    });
    for (const [caller, id] of [
      [{ evidence: "asserted", token }, "claude"],
      [{ evidence: "validated", token }, "other"],
      [{ evidence: "validated" }, "claude"],
    ] as const) {
      expect(clientOf(caller, { id }).evidence).toBe("asserted");
    }
    expect(clientOf({ evidence: "validated", token: {} }, { name: "n" })).toEqual({
      evidence: "asserted",
    });
  });
});

describe("a record with more facts than 64 KB", () => {
  const keys = deriveKeys(Buffer.alloc(32, 7));
  const seal = (bytes: number) => {
    const aud = [`https://a.example/${"x".repeat(bytes)}`];
    const record = callRecordSchema.parse({ ...bare.record, caller: { token: { aud } } });
    return sealRecord(
      {
        record,
        raw: null,
        time: bare.time,
        identities: identitiesOf(record, "urn:x"),
        redactions: [],
      },
      {
        caller: undefined,
        callerActor: undefined,
        downstream: undefined,
        downstreamActor: undefined,
        clientId: null,
        serverId: null,
        toolId: null,
        sessionId: null,
        credentialId: null,
      },
      { source: "src_1", receivedAt: bare.received, keys },
    );
  };

  it("is refused, and one of exactly 64 KB is not", () => {
    const overhead = Buffer.byteLength(seal(0)?.envelope ?? "");
    expect(Buffer.byteLength(seal(ENVELOPE_LIMIT - overhead)?.envelope ?? "")).toBe(65_536);
    expect(seal(ENVELOPE_LIMIT - overhead + 1)).toBeNull();
  });
});

const ALLOWED = Object.keys(envelopeSchema.shape);

// Whatever must not enter begins with "private-"; the rest is short and plain.
const hidden = fc.string({ unit: "grapheme-ascii", maxLength: 8 }).map((one) => `private-${one}`);
const plain = fc.stringMatching(/^[a-z0-9]{1,8}$/).filter((one) => one !== "null");
const partly = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { requiredKeys: [] });
const token = partly({
  aud: fc.array(plain, { minLength: 1, maxLength: 2 }),
  clientId: plain,
  jti: hidden,
  sha256: plain,
  scopes: fc.array(hidden, { maxLength: 2 }),
  iat: fc.nat(),
  exp: fc.nat(),
  act: partly({ iss: hidden, sub: hidden }),
  cnf: plain,
});
const record: fc.Arbitrary<CallRecord> = fc.record(
  {
    id: plain,
    type: fc.constantFrom(...EVENT_TYPES),
    time: fc.constant(bare.record.time),
    seq: fc.nat(),
    caller: partly({
      evidence: fc.constantFrom(...CALLER_EVIDENCE),
      iss: hidden,
      sub: hidden,
      email: hidden,
      name: hidden,
      groups: fc.array(hidden, { maxLength: 2 }),
      tenant: hidden,
      token,
    }),
    client: partly({ id: plain, name: hidden, version: hidden, workload: hidden }),
    session: partly({ id: hidden }),
    server: partly({ name: plain, resource: plain }),
    tool: partly({ name: plain, arguments: fc.object({ values: [hidden] }), definitionSha256: plain }),
    downstream: partly({
      evidence: fc.constantFrom(...DOWNSTREAM_EVIDENCE),
      kind: fc.constantFrom(...DOWNSTREAM_KINDS.filter((kind) => kind !== "none")),
      iss: hidden,
      sub: hidden,
      account: hidden,
      tenant: hidden,
      token,
      credential: partly({ id: hidden, owner: hidden }),
      obtainedBy: plain,
    }),
    consent: partly({ id: hidden, clientId: hidden, at: hidden }),
    authorization: partly({ decisionId: plain, policyVersion: plain, ruleId: plain, reason: hidden }),
    approval: partly({ id: plain }),
    outcome: partly({ code: plain, message: hidden, durationMs: fc.nat() }),
    result: hidden,
    network: partly({ clientIp: hidden, userAgent: hidden }),
    trace: partly({ traceId: plain, spanId: plain, txn: plain, requestId: hidden }),
    labels: fc.dictionary(hidden, hidden, { maxKeys: 2 }),
  },
  { requiredKeys: ["id", "type", "time"] },
);
const input: fc.Arbitrary<EnvelopeInput> = fc
  .tuple(record, fc.option(plain, { nil: undefined }), fc.dictionary(plain, plain, { maxKeys: 2 }))
  .map(([one, id, commit]) => ({
    ...bare,
    record: one,
    principals: { caller: id, downstream: id },
    credential: id,
    commit,
  }));

/** Jti and session id count by their hash, so they stay. */
function withoutPrivate(one: CallRecord): CallRecord {
  const side = <T extends CallRecord["caller"] & CallRecord["downstream"]>(of: T | undefined) =>
    of && { ...of, iss: undefined, sub: undefined, tenant: undefined, email: undefined };
  return {
    ...one,
    caller: side(one.caller as never),
    downstream: side(one.downstream as never),
    client: one.client && { id: one.client.id },
    tool: one.tool && { ...one.tool, arguments: undefined },
    consent: undefined,
    authorization: one.authorization && { ...one.authorization, reason: undefined },
    outcome: one.outcome && { ...one.outcome, message: undefined },
    result: undefined,
    network: undefined,
    trace: one.trace && { ...one.trace, requestId: undefined },
    labels: undefined,
  };
}
