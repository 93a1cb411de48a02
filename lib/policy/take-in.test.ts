import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPolicy } from "./read-policy";
import { takeIn } from "./take-in";

const rule = (id: string, more: object = {}) => ({
  id,
  subjects: ["group:eng"],
  resources: [`tool:git/${id}`],
  effect: "allow",
  ...more,
});
const text = (rules: object[], more: object = {}) =>
  `// the head\n${JSON.stringify({ rules, ...more }, null, 2)}\n`;

const base = text([rule("a"), rule("b"), rule("c")], { tests: [] });

describe("their change taken into yours", () => {
  test("keeps both where each added a rule at the same place", () => {
    const taken = takeIn({
      base,
      theirs: text([rule("a"), rule("b"), rule("c"), rule("theirs")], { tests: [] }),
      yours: text([rule("a"), rule("b"), rule("c"), rule("yours")], { tests: [] }),
    });
    expect(taken).toMatchObject({ ok: true, losesComments: false });
    expect(idsOf(taken)).toEqual(["a", "b", "c", "theirs", "yours"]);
  });

  test("carries their comments over where the lines are apart", () => {
    const theirs = base.replace("// the head", "// the head, and why");
    const yours = text([rule("a"), rule("b"), rule("c", { effect: "ask" })], { tests: [] });
    const taken = takeIn({ base, theirs, yours });
    expect(taken).toEqual({
      ok: true,
      losesComments: false,
      text: yours.replace("// the head", "// the head, and why"),
    });
  });

  test("says when comments of theirs find no place", () => {
    const added = [rule("a"), rule("b"), rule("c"), rule("theirs")];
    const taken = takeIn({
      base,
      theirs: `${text(added, { tests: [] })}// why`,
      yours: text([rule("a"), rule("b"), rule("c"), rule("yours")], { tests: [] }),
    });
    expect(taken).toMatchObject({ ok: true, losesComments: true });
  });

  test("keeps a removal on either side, and a change of another rule", () => {
    const taken = takeIn({
      base,
      theirs: text([rule("b"), rule("c")], { tests: [] }),
      yours: text([rule("a"), rule("b", { effect: "deny" })], { tests: [] }),
    });
    expect(taken.ok && readPolicy(taken.text)).toMatchObject({
      policy: { rules: [{ id: "b", effect: "deny" }] },
    });
  });

  test.each([
    ["the rule b", [rule("a"), rule("b", { effect: "ask" }), rule("c")], {}],
    ["the rule b", [rule("a"), rule("c")], {}],
    ["what stands beside rules and tests", [rule("a"), rule("b"), rule("c")], { about: "theirs" }],
  ])("never chooses where both changed %s", (both, rules, more) => {
    const yours = text([rule("a"), rule("b", { effect: "deny" }), rule("c")], {
      tests: [],
      about: "yours",
    });
    const taken = takeIn({ base, theirs: text(rules, { tests: [], ...more }), yours });
    expect(taken).toEqual({ ok: false, both: [both] });
  });

  test("says that nothing can be told of a text with an error", () => {
    expect(takeIn({ base, theirs: base, yours: `${base}}` })).toEqual({ ok: false, both: [] });
  });

  test("of an unchanged side is the other side's text, to the letter", () => {
    const other = text([rule("z")]);
    expect(takeIn({ base, theirs: other, yours: base })).toMatchObject({ text: other });
    expect(takeIn({ base, theirs: other, yours: other })).toMatchObject({ text: other });
  });

  test("has of every rule what the one side that changed it says", () => {
    const effect = fc.constantFrom("allow", "ask", "deny");
    const names = ["a", "b", "c", "d"];
    const change = fc.dictionary(fc.constantFrom(...names), fc.option(effect), { maxKeys: 3 });
    fc.assert(
      fc.property(change, change, (theirs, yours) => {
        const made = (changes: Record<string, string | null>) =>
          text(
            names.flatMap((id) => {
              const said = Object.hasOwn(changes, id) ? changes[id] : id === "d" ? null : "allow";
              return said ? [rule(id, { effect: said })] : [];
            }),
          );
        const start = made({});
        const taken = takeIn({ base: start, theirs: made(theirs), yours: made(yours) });
        const [was, has, have] = [start, made(theirs), made(yours)].map(effectsOf);
        const clash = names.filter(
          (id) => has?.[id] !== was?.[id] && have?.[id] !== was?.[id] && has?.[id] !== have?.[id],
        );
        expect(taken.ok).toBe(clash.length === 0);
        if (!taken.ok) return;
        const wanted = names.map((id) => (has?.[id] !== was?.[id] ? has?.[id] : have?.[id]));
        const got = effectsOf(taken.text);
        expect(names.map((id) => got[id])).toEqual(wanted);
      }),
    );
  });
});

function idsOf(taken: ReturnType<typeof takeIn>): string[] {
  return taken.ok ? Object.keys(effectsOf(taken.text)).toSorted() : [];
}

function effectsOf(document: string): Record<string, string> {
  const read = readPolicy(document);
  if (!read.ok) throw new Error(`unreadable: ${document}`);
  return Object.fromEntries(read.policy.rules.map(({ id, effect }) => [id, effect]));
}
