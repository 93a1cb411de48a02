// The fields of the query language: one table for the parser, the completion and the help.
import { CALL_TYPES, DECISIONS, OUTCOMES } from "../model";
import { FLAGS, OBSERVED_FLAGS, RELATIONS, SEVERITIES, VERDICTS } from "../../identity/model";

export const FIELD_NAMES = [
  "verdict",
  "caller",
  "ranas",
  "credential",
  "server",
  "tool",
  "outcome",
  "source",
  "client",
  "relation",
  "severity",
  "flag",
  "decision",
  "type",
] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

export type Field = {
  aliases: readonly string[];
  /** An enum takes only its `values`; a text takes any, and `*`; a number is compared. */
  kind: "enum" | "text" | "number";
  values?: readonly string[];
  /** How a sentence names it: "caller is alice". */
  words: string;
  description: string;
};

export const FIELDS: Readonly<Record<FieldName, Field>> = {
  verdict: {
    aliases: [],
    kind: "enum",
    values: VERDICTS,
    words: "verdict",
    description: "Whether the downstream identity stands for the caller",
  },
  caller: text("caller", "Who asked: person:SLUG, ISSUER|SUBJECT, or a name, e-mail or subject"),
  ranas: text(
    "ran as",
    "The downstream identity: person:SLUG, ISSUER|SUBJECT, or a name or subject",
    ["ran_as", "ran-as"],
  ),
  credential: text(
    "credential",
    "The secret it ran with: its fingerprint, or the gateway's name for it",
  ),
  server: text("server", "The MCP server"),
  tool: text("tool", "The tool, prompt or resource: its name, or server/name"),
  outcome: {
    aliases: [],
    kind: "enum",
    values: OUTCOMES,
    words: "outcome",
    description: "How the call ended",
  },
  source: text("source", "The gateway that reported the call"),
  client: text("client", "The MCP client: id:OAUTH-ID, name:NAME for one without an id, or either"),
  relation: {
    aliases: [],
    kind: "enum",
    values: RELATIONS,
    words: "relation",
    description: "What the two identities are to each other",
  },
  severity: {
    aliases: [],
    kind: "enum",
    values: SEVERITIES,
    words: "severity",
    description: "How much it matters",
  },
  flag: {
    aliases: ["flags"],
    kind: "enum",
    values: [...FLAGS, ...OBSERVED_FLAGS],
    words: "flag",
    description: "A reason behind the verdict; a call can have several",
  },
  decision: {
    aliases: [],
    kind: "enum",
    values: DECISIONS,
    words: "decision",
    description: "What the policy said before the call",
  },
  type: {
    aliases: [],
    kind: "enum",
    values: CALL_TYPES,
    words: "type",
    description: "What was called: a tool, a resource or a prompt",
  },
};

/** What `is:` can be followed by: a short way to write another field. */
export const IS_VALUES: ReadonlyMap<string, { field: FieldName; text: string }> = new Map<
  string,
  { field: FieldName; text: string }
>([
  ...VERDICTS.map((verdict) => [verdict, { field: "verdict", text: verdict }] as const),
  ["denied", { field: "outcome", text: "denied" }],
]);

const BY_NAME: ReadonlyMap<string, FieldName> = new Map(
  FIELD_NAMES.flatMap((name) => [name, ...FIELDS[name].aliases].map((key) => [key, name] as const)),
);

/** By name or alias, in any case. */
export function findField(key: string): FieldName | undefined {
  return BY_NAME.get(key.toLowerCase());
}

function text(words: string, description: string, aliases: readonly string[] = []): Field {
  return { aliases, kind: "text", words, description };
}
