// Calls, a directory and words for queries over them: names that LIKE, the query language, JSON or a
// careless lower() would take for something else.
import fc from "fast-check";
import { CALL_TYPES, DECISIONS, OUTCOMES } from "../calls/model";
import type { Paths, Vocabulary } from "./arbitrary-query";
import { nativeCall } from "./deployment";
import type { KnownDirectory, Sent } from "./naive-query";

const SUBJECTS = ["alice", "Alice", "a%c", "a_c", "abc", String.raw`a\c`, "Ärger", "x*y", "xzy"];
const ISSUERS = ["https://idp.example", "https://github.example"];
const SERVERS = ["github", "git_hub", "gitXhub", "100%", "a/b", "*"];
const TOOLS = ["create_issue", "createXissue", "delete/repo", "%", "*", "Ünïcode"];
const CREDENTIALS = ["cred_1", "credX1", "100%_key"];
const CLIENTS = ["claude", "https://agent.example/cimd.json", "c_l"];
const SESSIONS = ["s-1", "s_2", "s%3"];
const TRACES = ["4bf92f", "4bf9_f", "Trace*1"];
const MESSAGES = [
  "Timeout after 2s",
  `it said "no" \\ and\nleft`,
  "100% wrong, a_c",
  "Ünïcode failed",
  "message",
];
const STRINGS = [
  "acme/app",
  "acme/100%",
  "a_b",
  "x*y",
  `say "hi" \\ there`,
  "Ünïcode",
  "5",
  "true",
];
const ADDRESSES = [
  "10.1.2.3",
  "10.200.0.1",
  "192.168.7.9",
  "2001:db8::7",
  "fe80::1",
  "::ffff:10.1.2.3",
];

const one = fc.constantFrom;
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
const identity = fc.record({ iss: one(...ISSUERS), sub: one(...SUBJECTS) });
const scalar = fc.oneof(
  one<unknown>(...STRINGS, true, false, null),
  fc.integer({ min: -20, max: 2_000 }),
  one(0.5, 1.25, 99.9),
);
const json = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.record({ n: scalar }));
const payload = fc.record(
  { repo: json, amount: json, "a key": json, items: fc.array(json, { maxLength: 2 }) },
  { requiredKeys: [] },
);

export const arbitraryRecord = fc.record({
  time: fc
    .record({
      day: fc.integer({ min: 12, max: 20 }),
      second: fc.nat(86_399),
      micros: fc.nat(999_999),
    })
    .map(({ day, second, micros }) => {
      const at = new Date(Date.UTC(2026, 10, day) + second * 1000).toISOString();
      return `${at.slice(0, 19)}.${String(micros).padStart(6, "0")}Z`;
    }),
  type: one(...CALL_TYPES),
  caller: maybe(
    fc
      .tuple(identity, maybe(one("Alice A", "50%_x")), maybe(one("alice@acme.example", "A_B@x.io")))
      .map(([who, name, email]) => ({ evidence: "validated", ...who, name, email })),
  ),
  client: maybe(fc.record({ id: maybe(one(...CLIENTS)), name: maybe(one("Claude", "c%")) })),
  server: maybe(fc.record({ name: one(...SERVERS) })),
  tool: maybe(fc.record({ name: one(...TOOLS), arguments: maybe(payload) })),
  downstream: maybe(
    fc
      .tuple(identity, one("user_token", "api_key", "workload"), maybe(one(...CREDENTIALS)))
      .map(([who, kind, id]) => ({
        evidence: "validated",
        kind,
        ...who,
        ...(id && { credential: { id } }),
      })),
  ),
  authorization: maybe(
    fc.record({
      decision: maybe(one(...DECISIONS)),
      decisionId: maybe(one("d-1", "d_1", "D-1")),
      policyVersion: maybe(one("41", "42", "4%")),
      reason: maybe(one(...MESSAGES)),
    }),
  ),
  approval: maybe(fc.record({ id: one("apr_1", "aprX1") })),
  session: maybe(fc.record({ id: one(...SESSIONS) })),
  trace: maybe(fc.record({ traceId: one(...TRACES) })),
  network: maybe(fc.record({ clientIp: one(...ADDRESSES, "not an address") })),
  result: maybe(payload),
  outcome: maybe(
    fc.record({
      status: one(...OUTCOMES),
      message: maybe(one(...MESSAGES)),
      durationMs: maybe(fc.oneof(fc.nat(5_000), one(0.5, 1_500.25, 2_000))),
    }),
  ),
});
export type RandomRecord = ReturnType<typeof arbitraryRecord.generate>["value"];

export function asNative(id: string, record: RandomRecord) {
  const native: unknown = JSON.parse(JSON.stringify(nativeCall(id, { ...record })));
  return native;
}

/** What the list of calls does not show of a record. */
export function sentOf(record: RandomRecord): Sent {
  return {
    args: orNothing(record.tool?.arguments),
    result: orNothing(record.result),
    ip: record.network?.clientIp,
    said: [record.outcome?.message, record.authorization?.reason],
    sessionId: record.session?.id,
    policy: record.authorization?.policyVersion,
    decisionId: record.authorization?.decisionId,
  };
}

/** An empty object is stored as no part at all. */
function orNothing(payload: object | undefined): object | undefined {
  return payload && Object.keys(payload).length > 0 ? payload : undefined;
}

export const DIRECTORY_ROWS = {
  links: [
    { person: "alice.p", name: "Alice Archer", iss: ISSUERS[0], sub: "alice" },
    { person: "alice.p", iss: ISSUERS[1], sub: "abc" },
    { person: "b_b", name: "100% Bob", iss: ISSUERS[0], sub: "a%c" },
  ],
  groups: [
    { group: "eng", person: "alice.p" },
    { group: "on-call", person: "alice.p" },
    { group: "on-call", person: "b_b" },
  ],
  tools: [
    { server: "github", name: "create_issue", risk: "write" },
    { server: "github", name: "delete/repo", risk: "destructive" },
    { server: "100%", name: "%", risk: "read" },
    { server: "git_hub", name: "Ünïcode", risk: "read" },
  ],
} as const;

export const DIRECTORY: KnownDirectory = {
  slugs: ["alice.p", "b_b"],
  groups: { eng: ["alice.p"], "on-call": ["alice.p", "b_b"] },
  risks: Object.fromEntries(
    DIRECTORY_ROWS.tools.map(({ server, name, risk }) => [`${server}/${name}`, risk]),
  ),
};

const people = ["alice.p", "person:alice.p", "alice archer", "b_b", "100% bob", "50%_x"];
const pairs = ["https://idp.example|alice", "https://idp.example|a%c"];
export const WORDS: Vocabulary = {
  caller: [...SUBJECTS, ...people, ...pairs, "alice@acme.example"],
  ranas: [...SUBJECTS, ...people, ...pairs],
  person: ["alice.p", "b_b", "alice"],
  group: ["eng", "on-call", "none"],
  credential: CREDENTIALS,
  server: SERVERS,
  tool: [...TOOLS, "github/create_issue", "/create_issue", "a/b/delete/repo", "100%/%"],
  source: ["edge", "e_ge", "none"],
  client: [...CLIENTS, "Claude", "c%", "claude"],
  decision_id: ["d-1", "d_1", "D-1", "none"],
  policy: ["41", "42", "4%"],
  approval: ["apr_1", "aprX1"],
  trace: TRACES,
  ip: [
    "10.1.2.3",
    "10.0.0.0/8",
    "10.1.2.3/9",
    "192.168.0.0/16",
    "0.0.0.0/0",
    "10.9.9.9",
    "2001:db8::/32",
    "2001:db8::7",
    "fe80::/10",
    "::/0",
    "fe80::1/128",
  ],
  duration: ["0ms", "12ms", "0.5ms", "1s", "1500.25ms", "2s", "0.05m", "0.001h", "4.5s"],
  args: [...STRINGS, "0.5", "1.250", "100", "-7", "false"],
  result: [...STRINGS, "0.5", "1.250", "100", "-7", "false"],
  text: [
    "ali",
    "ARCHER",
    "a_c",
    "a%c",
    "x*y",
    "git",
    "hub/create",
    "claude",
    "c%",
    "idp.example",
    "timeout",
    '"no" \\ and',
    "and\nleft",
    "100%",
    "ünïcode",
    "message",
    "reason",
    "nowhere",
  ],
};

export const PATHS: Paths = {
  args: [["repo"], ["amount"], ["a key"], ["items"], ["items", "0"], ["repo", "n"], ["none"]],
  result: [["repo"], ["amount"], ["a key"], ["items", "1"], ["amount", "n"]],
};
