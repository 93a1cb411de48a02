import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdit } from "./edit/apply-edit";
import { EFFECTS, type Policy, ruleSchema } from "./model";
import { readPolicy } from "./read-policy";
import { ruleIdFor, ruleProblems, ruleToWrite, writtenRule } from "./written-rule";

const context = { membership: { groups: new Map(), personOfPrincipal: new Map() }, now: 0 };
const some = <Value>(value: Value) => fc.constantFrom(undefined, value);

const rules = fc
  .record({
    name: some("A rule"),
    enabled: fc.boolean(),
    subjects: fc.constantFrom(["anyone"], ["group:eng", "person:ada"]),
    except: fc.constantFrom([], ["client:cli"]),
    actions: fc.constantFrom(["tools/call"], ["resources/read"]),
    resources: fc.constantFrom(["tool:a/b"], ["tool:*/get_*", "tool:a/b"]),
    effect: fc.constantFrom(...EFFECTS),
    when: fc.constantFrom(
      undefined,
      { runAs: ["caller"] },
      { arguments: { type: "object", required: ["__proto__"] } },
    ),
    limit: fc.constantFrom(
      undefined,
      { calls: 3, per: "day", by: "caller" },
      { calls: 1, per: "hour", by: "rule" },
    ),
    approval: some({
      steps: [
        { from: ["group:leads"], count: 1 },
        { from: ["person:x"], count: 2 },
      ],
    }),
    until: some("2027-01-01T00:00:00Z"),
    reason: some("because"),
    origin: some("matrix"),
  })
  .map((rule) => ruleSchema.parse({ ...rule, id: "r" }));

describe("a rule as it is written", () => {
  it("reads back as the same rule, and says nothing that it is without saying so", () => {
    fc.assert(
      fc.property(rules, (rule) => {
        const written = ruleToWrite(writtenRule(rule));
        expect(ruleSchema.parse(written)).toEqual(
          ruleSchema.parse(JSON.parse(JSON.stringify(rule))),
        );
        expect(written["except"]).not.toEqual([]);
        expect(written["enabled"]).not.toBe(true);
      }),
    );
  });

  it("that is saved as it was opened changes nothing in the text, to the byte", () => {
    fc.assert(
      fc.property(rules, (rule) => {
        const text = `// kept\n${JSON.stringify({ rules: [ruleToWrite(writtenRule(rule))] }, null, 2)}\n`;
        const [opened] = policyIn(text).rules;
        if (!opened) throw new Error("no rule");
        const edit = { kind: "put_rule" as const, rule: ruleToWrite(writtenRule(opened)) };
        expect(applyEdit(text, edit, context)).toEqual({ ok: true, text });
      }),
    );
  });
});

/** The three views of one draft. */
describe("a cell of the matrix, the same as a rule in the form, and the same in the text", () => {
  const cells = fc.uniqueArray(
    fc.record({
      subject: fc.constantFrom("group:eng", "client:cli"),
      resource: fc.constantFrom("tool:a/x", "tool:a/y", "tool:b/z", "tool:b/w%2Fv"),
      effect: fc.constantFrom(...EFFECTS),
    }),
    { minLength: 1, maxLength: 8, selector: ({ subject, resource }) => `${subject} ${resource}` },
  );

  it("give the same document", () => {
    fc.assert(
      fc.property(cells, (all) => {
        const empty = '{\n  "rules": []\n}\n';
        const matrix = textAfter(empty, { kind: "set_cells", cells: all });
        let form = empty;
        for (const rule of policyIn(matrix).rules) {
          form = textAfter(form, { kind: "put_rule", rule: ruleToWrite(writtenRule(rule)) });
        }
        expect(policyIn(form)).toEqual(policyIn(matrix));
        const typed = JSON.stringify({
          rules: policyIn(matrix).rules.map((rule) => ruleToWrite(writtenRule(rule))),
        });
        expect(policyIn(typed)).toEqual(policyIn(matrix));
        // All taken back at once leaves what was there before, to the byte.
        const cleared = all.map((cell) => ({ ...cell, effect: null }));
        const back = textAfter(matrix, { kind: "set_cells", cells: cleared });
        expect(policyIn(back).rules).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("of many cells taken out at once is the same as one by one, and keeps every comment", () => {
    const names = ["a/a", "a/b", "a/c", "a/d", "a/e"];
    const lines = names.map((name, at) => `"tool:${name}"${at < 4 ? "," : ""} // ${name} here`);
    const text = `{ "rules": [ { "id": "m", "origin": "matrix", "subjects": ["group:eng"],\n"resources": [\n${lines.join("\n")}\n], "effect": "allow" } ] }\n`;
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 4 }),
        (gone) => {
          const cells = gone.map((name) => ({
            subject: "group:eng",
            resource: `tool:${name}`,
            effect: null,
          }));
          const together = textAfter(text, { kind: "set_cells", cells });
          const apart = cells.reduce(
            (now, cell) => textAfter(now, { kind: "set_cells", cells: [cell] }),
            text,
          );
          expect(policyIn(together)).toEqual(policyIn(apart));
          expect(policyIn(together).rules[0]?.resources).toEqual(
            names.filter((name) => !gone.includes(name)).map((name) => `tool:${name}`),
          );
          for (const name of names) expect(together).toContain(`// ${name} here`);
        },
      ),
    );
  });
});

describe("the problems of a rule", () => {
  it.each([
    [{ subjects: ["somebody"] }, "subjects.0"],
    [{ resources: ["github"] }, "resources.0"],
    [{ limit: { calls: 0, per: "day" } }, "limit.calls"],
    [{ when: { arguments: { properties: { a: { pattern: "(?=x)" } } } } }, "when.arguments"],
    [{ from: "2027-01-01T00:00:00Z", until: "2026-01-01T00:00:00Z" }, "until"],
    [{ effect: "deny", limit: { calls: 1, per: "day" } }, "limit"],
  ])("%j is said at its place", (more, path) => {
    const rule = {
      id: "r",
      subjects: ["anyone"],
      resources: ["tool:a/b"],
      effect: "allow",
      ...more,
    };
    expect(ruleProblems(rule).map((one) => one.path)).toEqual([expect.stringContaining(path)]);
  });
});

describe("an id", () => {
  it("says what the rule is about and is nobody else's", () => {
    expect(ruleIdFor("Grant: person:ada may use a/b", new Set())).toBe(
      "grant-person-ada-may-use-a-b",
    );
    expect(ruleIdFor("Ä b", new Set(["ä-b", "ä-b-2"]))).toBe("ä-b-3");
    expect(ruleIdFor("***", new Set())).toBe("rule");
  });
});

function textAfter(text: string, edit: Parameters<typeof applyEdit>[1]): string {
  const edited = applyEdit(text, edit, context);
  if (!edited.ok) throw new Error(JSON.stringify(edited.problems));
  return edited.text;
}

function policyIn(text: string): Policy {
  const read = readPolicy(text);
  if (!read.ok) throw new Error(JSON.stringify(read.defects));
  return read.policy;
}
