// Every field of the query language, as data: the parser, the completion, the in-place help and
// docs/query-language.md all follow this table.
import {
  CALL_TYPES,
  CALLER_EVIDENCE,
  DECISIONS,
  DOWNSTREAM_EVIDENCE,
  DOWNSTREAM_KINDS,
  OUTCOMES,
} from "../model";
import { FLAGS, FOUND_FLAGS, RELATIONS, RISKS, SEVERITIES, VERDICTS } from "../../identity/model";

/**
 * What its values are: an `enum` takes only its own, a `name` any text and `*`, an `exact` any text
 * without `*`; `json` is followed by a path and takes text or numbers.
 */
const FIELD_KINDS = [
  "enum",
  "name",
  "exact",
  "number",
  "duration",
  "time",
  "address",
  "json",
] as const;
type FieldKind = (typeof FIELD_KINDS)[number];

export type Field = {
  aliases: readonly string[];
  kind: FieldKind;
  /** Of an enum; in rising order where `ordered`. */
  values?: readonly string[];
  ordered?: true;
  /** How a sentence names it: "caller is alice". */
  words: string;
  description: string;
  example: string;
  /** A call may be without it, so that `has:` means something. */
  optional: boolean;
  ignoresCase: boolean;
  /** Looks inside payloads: needs `payload:read`, and each search is recorded. */
  payload?: true;
};

const base = { aliases: [], optional: false, ignoresCase: false } as const;
const anEnum = { ...base, kind: "enum", ignoresCase: true } as const;
const aName = { ...base, kind: "name", optional: true } as const;

export const FIELDS = {
  verdict: {
    ...anEnum,
    values: VERDICTS,
    words: "verdict",
    description: "Whether the downstream identity stands for the caller",
    example: "verdict:(mismatch OR contradicted)",
  },
  caller: {
    ...aName,
    ignoresCase: true,
    words: "caller",
    description: "Who asked: person:SLUG, ISSUER|SUBJECT, or a name, e-mail or subject",
    example: "caller:alice",
  },
  ranas: {
    ...aName,
    aliases: ["ran_as", "ran-as"],
    ignoresCase: true,
    words: "ran as",
    description: "The downstream identity: person:SLUG, ISSUER|SUBJECT, or a name or subject",
    example: "ranas:svc-*",
  },
  person: {
    ...aName,
    ignoresCase: true,
    words: "person",
    description: "The person who asked or as whom it ran, by slug",
    example: "person:alice",
  },
  group: {
    ...aName,
    words: "group",
    description: "A group of the directory that the caller's person is in",
    example: "group:engineering",
  },
  credential: {
    ...aName,
    words: "credential",
    description:
      "The secret it ran with: its fingerprint, the token's SHA-256 or id, or the gateway's name for it",
    example: "credential:jira-admin",
  },
  server: { ...aName, words: "server", description: "The MCP server", example: "server:github" },
  tool: {
    ...aName,
    words: "tool",
    description: "The tool, prompt or resource: its name, server/name, or /name without a server",
    example: "tool:github/delete_*",
  },
  risk: {
    ...anEnum,
    optional: true,
    values: RISKS,
    ordered: true,
    words: "risk",
    description: "The risk class that an admin gave the tool",
    example: "risk:destructive",
  },
  outcome: {
    ...anEnum,
    values: OUTCOMES,
    words: "outcome",
    description: "How the call ended",
    example: "-outcome:ok",
  },
  source: {
    ...aName,
    optional: false,
    words: "source",
    description: "The gateway that reported the call, by name or id",
    example: "source:edge",
  },
  client: {
    ...aName,
    words: "client",
    description: "The MCP client: id:OAUTH-ID, name:NAME for one without an id, or either",
    example: "client:claude*",
  },
  relation: {
    ...anEnum,
    values: RELATIONS,
    words: "relation",
    description: "What the two identities are to each other",
    example: "relation:other_person",
  },
  severity: {
    ...anEnum,
    values: SEVERITIES,
    ordered: true,
    words: "severity",
    description: "How much it matters",
    example: "severity>=high",
  },
  flag: {
    ...anEnum,
    aliases: ["flags"],
    optional: true,
    values: [...FLAGS, ...FOUND_FLAGS],
    words: "flag",
    description: "A reason behind the verdict; a call can have several",
    example: "flag:token_passthrough",
  },
  evidence: {
    ...anEnum,
    values: DOWNSTREAM_EVIDENCE,
    words: "evidence",
    description: "How well the downstream identity is established",
    example: "evidence:(validated OR observed)",
  },
  "caller.evidence": {
    ...anEnum,
    aliases: ["caller_evidence", "callerevidence"],
    values: CALLER_EVIDENCE,
    words: "evidence of the caller",
    description: "How well the caller is established",
    example: "caller.evidence:absent",
  },
  kind: {
    ...anEnum,
    optional: true,
    values: DOWNSTREAM_KINDS,
    words: "kind",
    description: "The kind of credential that it ran with",
    example: "kind:api_key",
  },
  decision: {
    ...anEnum,
    optional: true,
    values: DECISIONS,
    words: "decision",
    description: "What the policy said before the call",
    example: "decision:deny",
  },
  decision_id: {
    ...aName,
    aliases: ["decisionid"],
    words: "decision id",
    description: "The id of that decision",
    example: "decision_id:d-4711",
  },
  policy: {
    ...aName,
    words: "policy version",
    description: "The policy version that decided",
    example: "policy:42",
  },
  approval: {
    ...aName,
    words: "approval",
    description: "The id of the approval that the call carries",
    example: "has:approval",
  },
  type: {
    ...anEnum,
    values: CALL_TYPES,
    words: "type",
    description: "What was called: a tool, a resource or a prompt",
    example: "type:resource.read",
  },
  session: {
    ...aName,
    words: "session",
    description: "The gateway's id of the session, or its SHA-256 in hex",
    example: "session:9f86d081*",
  },
  trace: {
    ...aName,
    words: "trace",
    description: "The trace id that the gateway gave",
    example: "trace:4bf92f3577b34da6a3ce929d0e0e4736",
  },
  id: {
    ...base,
    kind: "exact",
    words: "id",
    description: "The public id of one call",
    example: "id:call_AAZEDZ4b8kAAAAABZS0x",
  },
  index: {
    ...base,
    kind: "number",
    optional: true,
    words: "index",
    description: "The place in the sealed sequence",
    example: "index:[1000 TO 2000}",
  },
  duration: {
    ...base,
    kind: "duration",
    optional: true,
    ignoresCase: true,
    words: "duration",
    description: "How long it took; units ms, s, m and h",
    example: "duration>2s",
  },
  time: {
    ...base,
    kind: "time",
    words: "time",
    description: "When it was made, in UTC where no offset is given; 2026-11-20 is that whole day",
    example: "time:[2026-11-20T14:00 TO 2026-11-20T15:00}",
  },
  ip: {
    ...base,
    kind: "address",
    aliases: ["address"],
    optional: true,
    ignoresCase: true,
    payload: true,
    words: "address",
    description: "The client's address, or the network that it is in",
    example: "ip:10.0.0.0/8",
  },
  args: {
    ...base,
    kind: "json",
    aliases: ["arguments"],
    optional: true,
    payload: true,
    words: "argument",
    description: "A place in the arguments, as args.PATH; numbers count the elements of a list",
    example: "args.repo:acme/*",
  },
  result: {
    ...base,
    kind: "json",
    optional: true,
    payload: true,
    words: "result",
    description: "A place in the result, as result.PATH",
    example: "result.rows>1000",
  },
} as const satisfies Readonly<Record<string, Field>>;

export type FieldName = keyof typeof FIELDS;
