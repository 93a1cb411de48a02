import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EFFECTS, type Rule } from "../model";
import { readPolicy } from "../read-policy";
import { applyEdit, type EditContext } from "./apply-edit";
import type { CellEdit, Edit } from "./model";

const context: EditContext = {
  now: 0,
  membership: {
    groups: new Map([["eng", new Set(["ada"])]]),
    personOfPrincipal: new Map(),
  },
};

const TEXT = `// who may do what
{
  "rules": [
    // readers
    {
      "id": "read", // stays
      "subjects": ["group:eng" /* all of them */],
      "resources": [
        "tool:wiki/read", // the wiki
        "tool:wiki/list"
      ],
      "effect": "allow"
    }, // behind the rule
  ],
  // none yet
  "tests": []
}
`;

function edited(text: string, ...edits: Edit[]): string {
  return edits.reduce((now, edit) => {
    const result = applyEdit(now, edit, context);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    return result.text;
  }, text);
}

function rulesIn(text: string): Rule[] {
  const read = readPolicy(text);
  if (!read.ok) throw new Error(JSON.stringify(read.defects));
  return read.policy.rules;
}

const COMMENTS = [
  "// who may do what",
  "// readers",
  "// stays",
  "/* all of them */",
  "// behind the rule",
  "// none yet",
];

describe("an edit", () => {
  it("keeps every comment beside what it changes", () => {
    const text = edited(
      TEXT,
      { kind: "enable_rule", id: "read", enabled: false },
      {
        kind: "put_rule",
        rule: {
          id: "read",
          enabled: false,
          name: "Readers",
          subjects: ["group:eng"],
          resources: ["tool:wiki/read", "tool:wiki/find"],
          effect: "allow",
        },
      },
      {
        kind: "put_rule",
        rule: { id: "x", subjects: ["anyone"], resources: ["tool:*/*"], effect: "deny" },
      },
      { kind: "put_test", test: { name: "t", request: request("wiki/read"), expect: "deny" } },
    );
    for (const comment of [...COMMENTS, "// the wiki"]) expect(text).toContain(comment);
    expect(rulesIn(text)).toMatchObject([
      {
        id: "read",
        enabled: false,
        name: "Readers",
        resources: ["tool:wiki/read", "tool:wiki/find"],
      },
      { id: "x" },
    ]);
  });

  it("of nothing changes nothing, to the byte", () => {
    const [rule] = rulesIn(TEXT);
    if (!rule) throw new Error("no rule");
    const { enabled: _, except: __, actions: ___, ...written } = rule;
    expect(edited(TEXT, { kind: "put_rule", rule: written })).toBe(TEXT);
    expect(edited(TEXT, { kind: "enable_rule", id: "read", enabled: true })).toBe(TEXT);
  });

  it.each([
    [{ kind: "remove_rule", id: "none" }, "There is no none among the rules."],
    [{ kind: "put_rule", rule: { id: "a", effect: "allow" } }, "subjects"],
    [{ kind: "put_rule", rule: { effect: "allow" } }, "id: is missing"],
  ] satisfies [Edit, string][])("%j is refused with the place", (edit, said) => {
    const result = applyEdit(TEXT, edit, context);
    expect(result.ok ? "" : result.problems.map(({ message }) => message).join()).toContain(said);
  });
});

describe("a rule that was made from another", () => {
  const base = {
    id: "read",
    subjects: ["group:eng"],
    resources: ["tool:wiki/read"],
    effect: "allow",
  };
  const stored = (more: object) => JSON.stringify({ rules: [{ ...base, ...more }] });
  const put = (text: string, more: object, from: typeof base | null = base) =>
    applyEdit(text, { kind: "put_rule", rule: { ...base, ...more }, base: from }, context);

  it("keeps what another changed meanwhile, and how they wrote it", () => {
    const text = TEXT.replace('"effect": "allow"', '"effect": "allow", "name": "Theirs"');
    const from = { ...base, resources: ["tool:wiki/read", "tool:wiki/list"] };
    const edit: Edit = { kind: "put_rule", rule: { ...from, reason: "Mine" }, base: from };
    const merged = edited(text, edit);
    expect(rulesIn(merged)).toMatchObject([{ name: "Theirs", reason: "Mine" }]);
    for (const comment of COMMENTS) expect(merged).toContain(comment);
    // Sent again, because the answer was lost: nothing more happens.
    expect(edited(merged, edit)).toBe(merged);
  });

  it("is refused with both where both changed the same, and nothing is written", () => {
    expect(put(stored({ name: "Theirs" }), { name: "Mine" })).toMatchObject({
      ok: false,
      problems: [{ both: [{ member: "name", theirs: "Theirs", yours: "Mine" }] }],
    });
    expect(put(stored({ name: "Both" }), { name: "Both" })).toMatchObject({ ok: true });
    expect(put(stored({ effect: "deny" }), { effect: "ask" })).toMatchObject({ ok: false });
  });

  it("is refused where it was removed, and a new one where another has its id", () => {
    expect(put('{"rules": []}', { name: "Mine" })).toMatchObject({
      ok: false,
      problems: [{ message: "The rule read was removed meanwhile." }],
    });
    expect(put(stored({}), { name: "Mine" }, null)).toMatchObject({ ok: false });
    expect(put('{"rules": []}', { name: "Mine" }, null)).toMatchObject({ ok: true });
  });

  it("never loses what one side alone changed, whatever the two change", () => {
    const change = fc.record(
      {
        name: fc.constantFrom("a", "b"),
        reason: fc.constantFrom("a", "b"),
        effect: fc.constantFrom(...EFFECTS),
        enabled: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    const plain = (more: object) => rulesIn(stored(more))[0];
    fc.assert(
      fc.property(change, change, (theirs, yours) => {
        const result = put(stored(theirs), yours);
        const [was, has, have] = [plain({}), plain(theirs), plain(yours)];
        const members = ["name", "reason", "effect", "enabled"] as const;
        const both = members.filter(
          (one) =>
            has?.[one] !== was?.[one] && have?.[one] !== was?.[one] && has?.[one] !== have?.[one],
        );
        expect(result.ok).toBe(both.length === 0);
        if (!result.ok) return;
        for (const one of members) {
          const wanted = have?.[one] === was?.[one] ? has?.[one] : have?.[one];
          expect(rulesIn(result.text)[0]?.[one]).toBe(wanted);
        }
      }),
    );
  });
});

describe("a cell", () => {
  const cell = (subject: string, resource: string, effect: CellEdit["effect"]): Edit => ({
    kind: "set_cells",
    cells: [{ subject, resource, effect }],
  });

  it("that another rule decides says which, and is only made stricter", () => {
    const looser = applyEdit(TEXT, cell("person:ada", "tool:wiki/read", "allow"), context);
    expect(looser).toMatchObject({ ok: false, problems: [{ ruleIds: ["read"] }] });
    const text = edited(TEXT, cell("person:ada", "tool:wiki/read", "deny"));
    expect(rulesIn(text)[1]).toMatchObject({
      origin: "matrix",
      effect: "deny",
      subjects: ["person:ada"],
    });
    expect(rulesIn(edited(text, cell("person:ada", "tool:wiki/read", null)))).toEqual(
      rulesIn(TEXT),
    );
  });

  it("gives the same document as the edit of a rule and as the edit of the text", () => {
    const cells = fc.array(
      fc.record({
        subject: fc.constantFrom("group:ops", "client:cli", "person:ben"),
        resource: fc.constantFrom("tool:jira/get", "tool:jira/put", "tool:git/a%2Fb"),
        effect: fc.constantFrom(...EFFECTS, null),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(cells, (all) => {
        let [matrix, rules] = [TEXT, TEXT];
        for (const one of all) {
          const before = new Map(rulesIn(matrix).map((rule) => [rule.id, rule]));
          matrix = edited(matrix, { kind: "set_cells", cells: [one] });
          const after = new Map(rulesIn(matrix).map((rule) => [rule.id, rule]));
          // The same, said rule by rule in the form in which the text says it.
          for (const id of before.keys()) {
            if (!after.has(id)) rules = edited(rules, { kind: "remove_rule", id });
          }
          for (const [id, rule] of after) {
            const { enabled: _, except: __, actions: ___, ...written } = rule;
            if (JSON.stringify(before.get(id)) !== JSON.stringify(rule)) {
              rules = edited(rules, { kind: "put_rule", rule: written });
            }
          }
          expect(rulesIn(rules)).toEqual(rulesIn(matrix));
        }
        // The text editor writes the document; its own text reads back as the same.
        const asText = JSON.stringify({ rules: rulesIn(matrix), tests: [] }, null, 2);
        expect(rulesIn(asText)).toEqual(rulesIn(matrix));
        for (const comment of [...COMMENTS, "// the wiki"]) expect(matrix).toContain(comment);
        const bulk = new Map(all.map((one) => [`${one.subject} ${one.resource}`, one]));
        const words = (text: string) =>
          rulesIn(text)
            .flatMap(({ subjects, resources, effect }) =>
              resources.map((one) => `${subjects[0]} ${one} ${effect}`),
            )
            .toSorted();
        expect(words(edited(TEXT, { kind: "set_cells", cells: [...bulk.values()] }))).toEqual(
          words(matrix),
        );
      }),
      { numRuns: 150 },
    );
  });
});

function request(tool: string) {
  return {
    subject: { type: "user", id: "1" },
    action: { name: "tools/call" },
    resource: { type: "tool", id: tool },
  };
}
