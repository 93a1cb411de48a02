import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../ledger/canonical-json";
import { leafHash } from "../ledger/leaf";
import { deriveKeys } from "../secrets/keys";
import { bareEnvelope as bare, fullEnvelope as full } from "../testing/envelopes";
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
        expect(text).not.toContain("private-");
        // Outside of strings, which may be made of anything.
        expect(text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')).not.toMatch(/null|\{\}/);
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
        sealEnvelope({
          ...bare,
          record: callRecordSchema.parse({ ...bare.record, caller, client }),
        }).text,
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
    tool: partly({
      name: plain,
      arguments: fc.object({ values: [hidden] }),
      definitionSha256: plain,
    }),
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
    authorization: partly({
      decisionId: plain,
      policyVersion: plain,
      ruleId: plain,
      reason: hidden,
    }),
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
