// Records, evidence and directories for the judge's properties: every shape that the schemas allow.
import fc from "fast-check";
import {
  CALLER_EVIDENCE,
  type CallRecord,
  callRecordSchema,
  DOWNSTREAM_EVIDENCE,
  DOWNSTREAM_KINDS,
  EVENT_TYPES,
  OUTCOMES,
} from "../calls/model";
import { type Directory, directorySchema, type IndependentEvidence, RISKS } from "./model";

export type ArbitraryCall = {
  record: CallRecord;
  evidence: IndependentEvidence[];
  directory: Directory;
};

// Few names, so that the sides of a call meet often; `__proto__` is a name like any other.
const ISSUERS = ["https://idp.example", "urn:onbehalf:source:edge", "__proto__"] as const;
const SUBJECTS = ["a", "b", "svc", "spiffe://x.example/s", "__proto__"];
const RESOURCES = [
  "https://r.example/mcp",
  "HTTPS://R.example:443/mcp/",
  "https://q.example",
  "no uri",
];
const MOMENTS = [
  "2026-06-01T14:00:00+02:00",
  "2026-06-01T11:59:59.999999Z",
  "2026-06-01T12:00:01Z",
] as const;
const SECONDS = [0, 1_780_315_200, 1_780_315_201, 1_790_000_000];

const one = fc.constantFrom;
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
/** The facts of broken rules must be rare, or no call would ever be a match. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
/** The first value, mostly. */
const mostly = <T>(first: T, ...others: readonly T[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(first) }, { weight: 1, arbitrary: one(...others) });
const partly = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { requiredKeys: [] });
const list = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { maxLength: 3 });
const name = one(...SUBJECTS);
const issuer = mostly(...ISSUERS);
const pair = fc.record({ iss: issuer, sub: name });

const token = partly({
  aud: seldom(fc.oneof(list(one(...RESOURCES)), one(...RESOURCES))),
  clientId: name,
  jti: seldom(name),
  sha256: seldom(one("AA", "aa", "bb")),
  scopes: seldom(list(one("read", "write", "read write"))),
  iat: seldom(one(...SECONDS)),
  exp: seldom(one(...SECONDS)),
  act: partly({ iss: issuer, sub: name }),
  cnf: seldom(name),
});
const record = fc
  .record(
    {
      id: fc.constant("r-1"),
      type: mostly(...EVENT_TYPES),
      time: mostly(...MOMENTS),
      caller: partly({
        evidence: mostly(...CALLER_EVIDENCE),
        iss: issuer,
        sub: name,
        groups: list(name),
        tenant: seldom(name),
        token,
      }),
      client: partly({ id: seldom(name) }),
      server: partly({ name, resource: one(...RESOURCES) }),
      tool: partly({ name, arguments: fc.anything() }),
      downstream: partly({
        evidence: mostly(...DOWNSTREAM_EVIDENCE),
        kind: mostly(...DOWNSTREAM_KINDS),
        iss: issuer,
        sub: name,
        tenant: seldom(name),
        token,
        credential: partly({
          id: name,
          owner: one("a", "person:p1", "https://idp.example|b", "|"),
        }),
        obtainedBy: one("token_exchange", "login"),
      }),
      consent: partly({ clientId: seldom(name) }),
      outcome: partly({ status: mostly(...OUTCOMES) }),
    },
    { requiredKeys: ["id", "type", "time", "caller"] },
  )
  .chain((raw) =>
    // Half of the calls run as their caller, or there would be little to compare.
    fc.boolean().map((same) => {
      const { iss, sub } = raw.caller;
      return same ? { ...raw, downstream: { ...raw.downstream, iss, sub } } : raw;
    }),
  )
  .map((raw) => callRecordSchema.parse(raw));

const evidence: fc.Arbitrary<IndependentEvidence[]> = fc.array(
  fc.record({
    kind: one("token.mint", "downstream.observed"),
    source: one("log", "sts", "edge"),
    iss: some(issuer),
    sub: some(name),
  }),
  { maxLength: 2 },
);
const gateway = partly({
  resource: one(...RESOURCES),
  issuer,
  callerCeiling: mostly(...CALLER_EVIDENCE),
  downstreamCeiling: mostly(...DOWNSTREAM_EVIDENCE),
  groupsTrusted: fc.boolean(),
});
const server = partly({
  resource: one(...RESOURCES),
  configured: partly({ as: one("caller"), iss: issuer, sub: name, kind: one("api_key") }),
  scopeCeiling: list(one("read", "write")),
});
const directory: fc.Arbitrary<Directory> = fc
  .record({
    persons: fc
      .uniqueArray(one("p1", "p2", "p3"))
      .chain((ids) =>
        fc.tuple(...ids.map((id) => fc.record({ id: fc.constant(id), principals: list(pair) }))),
      ),
    groups: fc.dictionary(name, list(one("p1", "p2"))),
    services: list(pair),
    trustedActors: list(pair),
    gateways: fc.tuple(gateway, fc.boolean(), fc.boolean()).map(([edge, log, sts]) => [
      { ...edge, source: "edge" },
      { source: "log", evidenceProvider: log },
      { source: "sts", evidenceProvider: sts },
    ]),
    servers: fc.tuple(server, server).map(([a, b]) => [
      { ...a, name: "a" },
      { ...b, name: "b" },
    ]),
    tools: fc
      .array(one(...RISKS), { maxLength: 2 })
      .map((risks) => risks.map((risk, i) => ({ server: "a", name: SUBJECTS[i] ?? "a", risk }))),
    sanctions: list(
      fc.record({
        ranAs: fc.oneof(
          pair,
          fc.record({ person: one("p1", "p2") }),
          fc.record({ credential: name }),
        ),
        tools: fc.array(mostly("tool:*/*", "tool:a/*", "prompt:*/a", "no selector"), {
          minLength: 1,
          maxLength: 2,
        }),
        callers: fc.array(one("anyone", "person:p1", "group:a", "client:a", "who?"), {
          minLength: 1,
          maxLength: 2,
        }),
        owner: one("person:p1", "person:p2"),
        reason: one("one", "two"),
        from: mostly("2026-01-01T00:00:00Z", ...MOMENTS),
        until: mostly("2026-12-31T00:00:00Z", ...MOMENTS),
      }),
    ),
    revocations: list(fc.record({ iss: issuer, sub: name, at: one(...MOMENTS) })),
  })
  .map((raw) => directorySchema.parse(raw));

export const arbitraryCall: fc.Arbitrary<ArbitraryCall> = fc.record({
  record,
  evidence,
  directory,
});
