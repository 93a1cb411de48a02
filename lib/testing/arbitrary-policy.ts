// Random policies, requests and facts over few names, so that they meet.
import fc from "fast-check";
import { type FactsData, factsSchema } from "../policy/facts";
import { type Policy, type Rule, ruleSchema } from "../policy/model";
import type { EvaluationRequest } from "../policy/request";

const ISSUERS = ["https://idp.example", "https://git.example"];
const SUBS = ["1", "2", "3"];
const PERSONS = ["ada", "ben"];
const GROUPS = ["dev", "ops", "__proto__"];
const CLIENTS = ["https://agent.example/a.json", "cli"];
const SERVERS = ["git", "io.example/git", "g*t"];
const NAMES = ["get_a", "get_b", "delete_a", "a/b", "50%", "x%2Fy"];
const TYPES = ["tool", "tool", "tool", "prompt", "resource", "record"];
const ACTIONS = ["tools/call", "tools/call", "invoke", "prompts/get"];
const INSTANTS = ["2026-05-01T00:00:00Z", "2026-05-01T12:00:30.5Z", "2026-05-02T02:00:00+02:00"];
const RULE_IDS = ["r1", "r2", "r3", "r4", "r5"];
const RUN_AS = ["caller", "delegated", "service"];

const encoded = (name: string) =>
  name.replace(/[%/*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
/** There in `often` of ten cases. */
const optional = <T>(value: fc.Arbitrary<T>, often: number) =>
  fc.oneof(
    { weight: 10 - often, arbitrary: fc.constant(undefined) },
    { weight: often, arbitrary: value },
  );
const from = <T>(...all: T[]) => fc.constantFrom(...all);

const subjects = fc.oneof(
  fc.constant("anyone"),
  fc.constant("anyone"),
  from(...PERSONS).map((one) => `person:${one}`),
  from(...GROUPS).map((one) => `group:${one}`),
  from(...CLIENTS).map((one) => `client:${one}`),
  fc.tuple(from(...ISSUERS), from(...SUBS)).map(([iss, sub]) => `principal:${iss}|${sub}`),
);
const serverGlobs = from("*", "*", "*", "*", "git", "g*", "*t", ...SERVERS.map(encoded));
const nameGlobs = from("*", "*", "*", "get_*", "*_a", "g*t_*", "*e*", ...NAMES.map(encoded));
const selectors = fc
  .tuple(from(...TYPES), serverGlobs, nameGlobs)
  .map(([type, server, name]) => `${type}:${server}/${name}`);

/** The first two cannot be compiled. */
const SCHEMAS: unknown[] = [
  { type: "text" },
  { properties: { path: { pattern: "(" } } },
  true,
  false,
  { type: "object", required: ["path"] },
  { properties: { path: { type: "string", pattern: "^/srv/" } } },
  { properties: { path: { enum: ["/srv/a", 1, null] } }, required: ["path"] },
  { properties: { n: { type: "integer", maximum: 5 } }, additionalProperties: false },
  { minProperties: 1, propertyNames: { maxLength: 4 } },
  { required: ["__proto__"] },
  { anyOf: [{ required: ["n"] }, { not: { required: ["path"] } }] },
];
const schemas = from(...SCHEMAS);
const conditions = fc.record(
  {
    arguments: schemas,
    subject: from<unknown>({ properties: { id: { const: "1" } } }, { required: ["properties"] }),
    resource: from<unknown>({ properties: { id: { pattern: "a$" } } }),
    action: from<unknown>({ properties: { properties: { required: ["soft"] } } }),
    context: from<unknown>({ required: ["session"] }, { properties: { runAs: false } }),
    runAs: fc.uniqueArray(from(...RUN_AS), { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: [] },
);

export const arbitraryRule: fc.Arbitrary<Rule> = fc
  .record({
    id: from(...RULE_IDS),
    enabled: from(true, true, true, false),
    subjects: fc.array(subjects, { minLength: 1, maxLength: 3 }),
    except: fc.oneof(fc.constant([]), fc.constant([]), fc.array(subjects, { maxLength: 2 })),
    actions: fc.oneof(
      fc.constant(["tools/call"]),
      fc.array(from(...ACTIONS), { minLength: 1, maxLength: 2 }),
    ),
    resources: fc.array(selectors, { minLength: 1, maxLength: 3 }),
    effect: from("allow", "allow", "ask", "deny"),
    when: optional(conditions, 4),
    limit: optional(
      fc.record({
        calls: from(1, 3),
        per: from("second", "minute", "hour", "day"),
        by: from("caller", "client", "rule", "rule"),
      }),
      3,
    ),
    from: optional(from(...INSTANTS), 2),
    until: optional(from(...INSTANTS), 2),
  })
  .map((rule) => ruleSchema.parse(rule));

export const arbitraryPolicy: fc.Arbitrary<Policy> = fc
  .array(arbitraryRule, { maxLength: 16, size: "max" })
  .map((rules) => ({ rules, entities: [], tests: [] }));

const args = from<unknown>(
  {},
  { path: "/srv/a" },
  { path: "/etc/passwd", n: 3 },
  { path: 1, n: 7 },
  { n: 5 },
  { longName: true },
  JSON.parse('{"__proto__": {"path": "/srv/a"}}'),
  null,
  [],
  "text",
);

const resources = fc
  .tuple(from(...TYPES), from(...SERVERS), from(...NAMES), from("joined", "apart", "alone", "both"))
  .map(([type, server, name, how]) => {
    const pair = `${encoded(server)}/${encoded(name)}`;
    if (how === "joined") return { type, id: pair };
    if (how === "alone") return { type, id: type === "resource" ? `file://${name}` : name };
    return { type, id: how === "both" ? `${server}/${name}` : name, properties: { server } };
  });

export const arbitraryRequest: fc.Arbitrary<EvaluationRequest> = fc.record({
  subject: fc.record({
    type: from("user", "identity", "agent"),
    id: from(...SUBS),
    properties: optional(
      fc.record(
        {
          iss: from<unknown>(...ISSUERS, ...ISSUERS, ""),
          groups: fc.oneof(fc.subarray<unknown>(GROUPS), from<unknown>("dev", [1])),
        },
        { requiredKeys: [] },
      ),
      9,
    ),
  }),
  action: fc.record({
    name: from(...ACTIONS),
    properties: optional(fc.constant({ soft: true }), 5),
  }),
  resource: resources,
  context: optional(
    fc.record(
      {
        arguments: args,
        agent: from<unknown>(...CLIENTS, ""),
        session: fc.constant("s1"),
        runAs: from<unknown>(...RUN_AS, ...RUN_AS, 1),
        definitionSha256: from("d1", "d2"),
        downstream: from<unknown>({ credential: "c1" }, { credential: "c2" }, {}, "c1"),
      },
      { requiredKeys: [] },
    ),
    9,
  ),
});

const principals = fc.array(fc.record({ iss: from(...ISSUERS), sub: from(...SUBS) }), {
  maxLength: 2,
});
const tools = fc.tuple(from(...SERVERS), from(...NAMES)).map((pair) => pair.map(encoded).join("/"));
const seldom = <T>(value: fc.Arbitrary<T>, otherwise: T) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary: value });

const counterKeys = fc.oneof(
  from(...RULE_IDS),
  fc.tuple(from(...RULE_IDS), from(...CLIENTS, "")).map((key) => key.join("|")),
  fc.tuple(from(...RULE_IDS), from(...ISSUERS, ""), from(...SUBS)).map((key) => key.join("|")),
);

export const arbitraryFacts: fc.Arbitrary<FactsData> = fc
  .record({
    groupsTrusted: fc.boolean(),
    persons: fc.record({ ada: principals, ben: principals }),
    groups: fc.record({ dev: fc.subarray(PERSONS), ops: fc.subarray(PERSONS) }),
    quarantine: seldom(fc.array(tools, { maxLength: 2 }), []),
    definitions: seldom(
      fc.dictionary(tools, from("d1", "d2"), { maxKeys: 3, noNullPrototype: true }),
      {},
    ),
    strict: seldom(fc.subarray(SERVERS), []),
    enforced: seldom<Record<string, string[]>>(fc.record({ git: fc.subarray(NAMES) }), {}),
    counters: fc
      .tuple(
        fc.array(fc.tuple(counterKeys, from(1, 3, 4)), { minLength: 20, maxLength: 30 }),
        from(true, true, false),
      )
      .map(([all, some]) => (some ? Object.fromEntries(all) : {})),
    blocks: seldom(
      fc.array(
        fc.record({
          subjects: optional(fc.array(subjects, { minLength: 1, maxLength: 2 }), 5),
          resources: optional(fc.array(selectors, { minLength: 1, maxLength: 2 }), 4),
          credentials: optional(fc.constant(["c1"]), 2),
          from: optional(from(...INSTANTS), 3),
          until: optional(from(...INSTANTS), 3),
        }),
        { minLength: 1, maxLength: 2 },
      ),
      [],
    ),
  })
  .map((facts) => factsSchema.parse(facts));

/** Moments around the ends of the rules and blocks. */
export const MOMENTS = [
  ...INSTANTS,
  "2026-05-01T09:59:59.999Z",
  "2026-04-30T23:00:00Z",
  "2026-06-01T00:00:00Z",
];
