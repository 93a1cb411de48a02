import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FLAGS, RELATIONS, SEVERITIES, VERDICTS } from "../identity/model";
import { importDirectory } from "../identity/change-directory";
import type { Source } from "../sources/model";
import {
  asOperator,
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
  viewerWith,
} from "../testing/deployment";
import { CALL_TYPES, DECISIONS, OUTCOMES } from "./model";
import { listCalls } from "./query";
import type { FieldName } from "./query-language/fields";
import type { Query, QueryValue, Term } from "./query-language/model";
import { printQuery } from "./query-language/print";
import type { CallRow, Identity } from "./view";

const CALLS = 300;
const viewer = viewerWith("viewer");
// Names that LIKE, the query language or a careless lower() would take for something else.
const SUBJECTS = ["alice", "Alice", "a%c", "a_c", "abc", String.raw`a\c`, "Ärger", "x*y", "xzy"];
const ISSUERS = ["https://idp.example", "https://github.example"];
const SERVERS = ["github", "git_hub", "gitXhub", "100%", "a/b", "*"];
const TOOLS = ["create_issue", "createXissue", "delete/repo", "%", "*", "Ünïcode"];
const SLUGS = ["alice.p", "b_b"];
const CREDENTIALS = ["cred_1", "credX1", "100%_key"];
const CLIENTS = ["claude", "https://agent.example/cimd.json", "c_l"];

let deps: TestDeployment;
let rows: CallRow[] = [];
beforeAll(async () => {
  deps = await testDeployment();
  await importDirectory(asOperator(deps.pool), {
    kind: "links",
    via: "csv",
    rows: [
      { person: "alice.p", name: "Alice Archer", iss: ISSUERS[0], sub: "alice" },
      { person: "alice.p", iss: ISSUERS[1], sub: "abc" },
      { person: "b_b", name: "100% Bob", iss: ISSUERS[0], sub: "a%c" },
    ].map((cells, n) => ({ line: n + 2, cells })),
  });
  const sources = [await testSource(deps.pool, "edge"), await testSource(deps.pool, "e_ge")];
  const records = fc.sample(record, { numRuns: CALLS, seed: 20_261_121 });
  for (const [which, source] of sources.entries()) await sendTo(source, records, which);
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await listCalls(deps.pool, viewer, { limit: 200, cursor });
    rows = [...rows, ...page.items];
    cursor = page.next;
  }
});
afterAll(() => deps.close());

const sendTo = (source: Source, records: readonly object[], which: number) =>
  send(
    deps,
    source,
    records.flatMap((one, n) => (n % 2 === which ? [nativeCall(`e-${n}`, { ...one })] : [])),
  );

const one = fc.constantFrom;
const identity = fc.record({ iss: one(...ISSUERS), sub: one(...SUBJECTS) });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 4 });
const record = fc.record({
  type: one(...CALL_TYPES),
  caller: maybe(
    fc
      .tuple(identity, maybe(one("Alice A", "50%_x")), maybe(one("alice@acme.example", "A_B@x.io")))
      .map(([who, name, email]) => ({ evidence: "validated", ...who, name, email })),
  ),
  client: maybe(fc.record({ id: maybe(one(...CLIENTS)), name: maybe(one("Claude", "c%")) })),
  server: maybe(fc.record({ name: one(...SERVERS) })),
  tool: maybe(fc.record({ name: one(...TOOLS) })),
  downstream: maybe(
    fc.tuple(identity, maybe(one(...CREDENTIALS))).map(([who, id]) => ({
      evidence: "validated",
      kind: "user_token",
      ...who,
      ...(id && { credential: { id } }),
    })),
  ),
  authorization: maybe(fc.record({ decision: one(...DECISIONS) })),
  outcome: maybe(fc.record({ status: one(...OUTCOMES) })),
});

const ENUMS = {
  verdict: VERDICTS,
  relation: RELATIONS,
  severity: SEVERITIES,
  outcome: OUTCOMES,
  decision: DECISIONS,
  type: CALL_TYPES,
  flag: FLAGS,
} as const satisfies Partial<Record<FieldName, readonly string[]>>;

const TEXTS = {
  caller: [
    ...SUBJECTS,
    "alice.p",
    "person:alice.p",
    "alice archer",
    "b_b",
    "100% bob",
    "alice@acme.example",
    "50%_x",
  ],
  ranas: [
    ...SUBJECTS,
    "alice.p",
    "person:b_b",
    "https://idp.example|alice",
    "https://idp.example|a%c",
  ],
  credential: [...CREDENTIALS, "cred*"],
  server: SERVERS,
  tool: [...TOOLS, "github/create_issue", "a/b/delete/repo", "100%/%", "*/*"],
  source: ["edge", "e_ge", "none"],
  client: [...CLIENTS, "Claude", "c%", "claude"],
} as const satisfies Partial<Record<FieldName, readonly string[]>>;

const literal = (text: string): QueryValue => ({ text, glob: false });
const enumTerm = one(...(Object.keys(ENUMS) as (keyof typeof ENUMS)[])).chain((field) =>
  terms(
    field,
    one<string>(...ENUMS[field]).map((text) => literal(text)),
  ),
);
const textTerm = one(...(Object.keys(TEXTS) as (keyof typeof TEXTS)[])).chain((field) =>
  terms(field, one<string>(...TEXTS[field]).chain(valueFrom)),
);
const query: fc.Arbitrary<Query> = fc.record({
  terms: fc.array(fc.oneof(enumTerm, textTerm), { minLength: 1, maxLength: 3 }),
});

function terms(field: FieldName, value: fc.Arbitrary<QueryValue>): fc.Arbitrary<Term> {
  const values = fc.array(value, { minLength: 1, maxLength: 3 });
  return fc.record({ field: fc.constant(field), negated: fc.boolean(), values });
}

/** A known name as it is, in other case, or with a part of it replaced by `*`. */
function valueFrom(text: string): fc.Arbitrary<QueryValue> {
  const glob = fc.tuple(fc.nat(text.length), fc.nat(text.length)).map(([a, b]) => {
    const pattern = `${text.slice(0, Math.min(a, b))}*${text.slice(Math.max(a, b))}`;
    return /[\s"()\\]|^[<>=[{]/.test(pattern) ? literal(text) : { text: pattern, glob: true };
  });
  return fc.oneof(fc.constant(literal(text)), fc.constant(literal(text.toUpperCase())), glob);
}

describe("a query", () => {
  it("finds what a naive reading of it finds among all calls", async () => {
    expect(rows).toHaveLength(CALLS);
    let found = 0;
    await fc.assert(
      fc.asyncProperty(query, async (tree) => {
        const ids = await idsFor(printQuery(tree));
        const expected = rows.filter((row) => tree.terms.every((term) => holds(row, term)));
        expect(ids).toEqual(expected.map(({ id }) => id));
        found += ids.length;
      }),
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(1_000);
  });

  it("of every field has calls on both sides, so that the comparison means something", async () => {
    for (const q of [
      "verdict:mismatch",
      "relation:same_person",
      "severity:none",
      "outcome:unknown",
      "decision:ask",
      "type:resource.read",
      "flag:subject_unlinked",
      "caller:alice.p",
      "ranas:https://idp.example|*",
      'server:"100%"',
      "tool:github/*",
      "caller:*",
      "ranas:*",
      "credential:*",
      "credential:cred_1",
      "source:e_ge",
      "client:c_l",
    ]) {
      const [yes, no] = [await idsFor(q), await idsFor(`-${q}`)];
      expect([q, yes.length > 0, no.length > 0]).toEqual([q, true, true]);
      expect([q, yes.length + no.length]).toEqual([q, CALLS]);
    }
  });

  it("keeps an impostor's chosen subject and name out of the exact forms", async () => {
    const evil = { evidence: "validated", iss: "https://evil.example" };
    const source = await testSource(deps.pool, "impostors");
    const asSlug = { ...evil, sub: "alice.p", name: "Alice Archer" };
    const asForm = { ...evil, sub: "person:alice.p" };
    const asPair = { ...evil, sub: "https://idp.example|alice" };
    await send(deps, source, [
      nativeCall("slug", { caller: asSlug }),
      nativeCall("form", { caller: asForm }),
      nativeCall("pair", { caller: asPair }),
    ]);
    const exact = ["alice.p", "person:alice.p", "https://idp.example|alice"];
    for (const value of exact) {
      expect(await idsFor(`source:impostors caller:${value}`)).toEqual([]);
      expect(await idsFor(`source:impostors -caller:${value}`)).toHaveLength(3);
    }
    expect(await idsFor(`source:impostors caller:"Alice Archer"`)).toHaveLength(1);
  });

  it("does not take the signs of LIKE for patterns", async () => {
    const names = async (q: string) => {
      const page = await listCalls(deps.pool, viewer, { q, limit: 200 });
      return new Set(page.items.map(({ caller }) => caller.identity?.principal?.sub));
    };
    expect(await names("caller:a%c")).toEqual(new Set(["a%c"]));
    expect(await names("caller:a_c")).toEqual(new Set(["a_c"]));
    expect(await names(String.raw`caller:"a\\c"`)).toEqual(new Set([String.raw`a\c`]));
    expect(await names('caller:"x*y"')).toEqual(new Set(["x*y"]));
    expect(await names("caller:x*y")).toEqual(new Set(["x*y", "xzy"]));
  });
});

async function idsFor(q: string): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await listCalls(deps.pool, viewer, { q, limit: 200, cursor });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  }
  return ids;
}

/** The slow, obvious reading of one term. */
function holds(row: CallRow, { field, negated, values }: Term): boolean {
  const fits = values.some((value) => {
    if (field === "caller") return names(value, row.caller.identity);
    if (field === "ranas") return names(value, row.ranAs.identity);
    return textsOf(row, field).some((text) => fitsText(value, text));
  });
  return fits !== negated;
}

/** Persons, pairs and public ids are exact forms; only a bare word looks at subjects and names. */
function names(value: QueryValue, who: Identity | null): boolean {
  if (who === null) return false;
  const { principal, person, name, email, id } = who;
  const isLike = (text: string | null | undefined, wanted = value.text) =>
    text !== null &&
    text !== undefined &&
    fitsText({ ...value, text: wanted.toLowerCase() }, text.toLowerCase());
  if (/^person:/i.test(value.text)) return isLike(person?.id, value.text.slice("person:".length));
  if (value.text.startsWith("prn_")) return isLike(id);
  if (value.text.includes("|")) return isLike(principal && `${principal.iss}|${principal.sub}`);
  const isSlug = SLUGS.some((slug) => slug.toLowerCase() === value.text.toLowerCase());
  if (isSlug && !value.glob) return isLike(person?.id);
  return [principal?.sub, email, name, person?.id, person?.name].some((text) => isLike(text));
}

function textsOf(row: CallRow, field: Exclude<FieldName, "caller" | "ranas">): string[] {
  const known = (...texts: (string | null | undefined)[]) =>
    texts.filter((text) => text !== null && text !== undefined);
  switch (field) {
    case "tool":
      return known(row.tool, row.server && row.tool && `${row.server}/${row.tool}`);
    case "credential":
      return known(row.ranAs.credential?.fingerprint, row.ranAs.credential?.label);
    case "server":
      return known(row.server);
    case "source":
      return [row.source.name, row.source.id];
    case "client":
      return known(row.client?.id, row.client?.name);
    case "flag":
      return row.flags;
    default:
      return known(row[field]);
  }
}

function fitsText({ text, glob }: QueryValue, candidate: string): boolean {
  if (!glob) return text === candidate;
  const runs = text
    .split("*")
    .map((run) => run.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`));
  return new RegExp(`^${runs.join(".*")}$`, "su").test(candidate);
}
