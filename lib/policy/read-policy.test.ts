import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeDefect } from "./defect";
import { POLICY_LIMITS } from "./model";
import { readPolicy } from "./read-policy";

const RULE = `{
  // Why this rule stands here.
  "rules": [
    {
      "id": "r1", /* kept in the text */
      "subjects": ["group:engineering"],
      "resources": ["tool:github/get_*"],
      "effect": "allow",
    },
  ],
}`;

const defectsOf = (text: string) => {
  const read = readPolicy(text);
  return (read.ok ? read.doubts : read.defects).map(describeDefect);
};
const rule = (more: string) =>
  `{"rules": [{"id": "r1", "subjects": ["anyone"], "resources": ["tool:*/*"], "effect": "allow"${more}}]}`;

describe("readPolicy", () => {
  it("takes comments and trailing commas, and fills in what is left out", () => {
    const read = readPolicy(RULE);
    expect(read).toMatchObject({
      ok: true,
      doubts: [],
      policy: { rules: [{ id: "r1", enabled: true, actions: ["tools/call"], except: [] }] },
    });
  });

  it.each([
    ["a missing comma", '{"rules": []\n "tests": []}', "2:2 the text is no JSON: comma expected"],
    ["nothing", "  // only this", "1:15 the text is no JSON: value expected"],
    ["another thing", "[]", "1:1 Invalid input: expected object, received array"],
    [
      "a key twice",
      '{"rules": [],\n"rules": []}',
      "2:1 rules: stands here twice: which one counts is not clear",
    ],
    ["an unknown member", rule(',\n "efect": 1'), "2:2 rules.0.efect: is no member of this"],
    ["`__proto__`", '{"rules": [],\n "__proto__": {}}', "2:2 __proto__: is no member of this"],
    ["NUL", '{"rules": [], "about": "\\u0000"}', "1:24 about: holds a NUL character"],
    [
      "2^53 + 1",
      rule(', "limit": {"calls": 9007199254740993}'),
      "is a whole number beyond 2^53, which cannot be kept exactly",
    ],
    [
      "a selector without a server",
      rule("").replace("*/*", "read"),
      '1:63 rules.0.resources.0: lacks the "/": both parts are always there, every tool is tool:*/*',
    ],
    [
      "a subject of no kind",
      rule("").replace("anyone", "role:admin"),
      "1:38 rules.0.subjects.0: must be anyone, person:ID, group:NAME, client:ID or principal:ISS|SUB",
    ],
    ["no moment", rule(', "from": "tomorrow"'), "rules.0.from: Invalid ISO datetime"],
  ])("refuses %s, with line, column and reason", (_, text, defect) => {
    expect(readPolicy(text).ok).toBe(false);
    expect(defectsOf(text).join("\n")).toContain(defect);
  });

  it.each([
    [
      "an id twice",
      '{"rules": [RULE, RULE]}'.replaceAll("RULE", rule("").slice(11, -2)),
      "rules.1.id: is that of rules.0 too",
    ],
    [
      "an end before the beginning",
      rule(', "from": "2026-01-02T00:00:00Z", "until": "2026-01-02T01:00:00+01:00"'),
      "rules.0.until: must be after from",
    ],
    [
      "an approval that nobody asks for",
      rule(', "approval": {"steps": [{"from": ["group:a"]}]}'),
      "rules.0.approval: has no effect",
    ],
    [
      "a schema that does not compile",
      rule(',\n"when": {"arguments": {"type": "text"}}'),
      "2:24 rules.0.when.arguments.type: type names no type: text",
    ],
    [
      "a pattern that no linear engine runs",
      rule(', "when": {"arguments": {"pattern": "(?=a)"}}'),
      "rules.0.when.arguments.pattern: pattern is no pattern that runs in linear time (RE2)",
    ],
    [
      "a condition that checks nothing",
      rule(', "when": {"context": {"format": "email"}}'),
      "rules.0.when.context.format: checks nothing",
    ],
  ])("doubts %s", (_, text, doubt) => {
    expect(readPolicy(text).ok).toBe(true);
    expect(defectsOf(text).join("\n")).toContain(doubt);
  });

  it("names every defect at once, in the order of the text", () => {
    const text = rule(',\n "limit": {"calls": 0, "per": "year"},\n "efect": 1');
    expect(defectsOf(text).map((line) => line.split(":")[0])).toEqual(["2", "2", "3"]);
  });

  it.each([
    ["depth", "[".repeat(200_000), "nested deeper than 64 levels"],
    [
      "size",
      `{"rules": [], "about": "${"é".repeat(POLICY_LIMITS.bytes / 2)}"}`,
      "larger than 16 MB",
    ],
  ])("refuses too much %s at once", (_, text, message) => {
    expect(defectsOf(text).join()).toContain(message);
  });

  it("never throws, whatever the text", () => {
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .tuple(fc.nat(RULE.length), fc.nat(5), fc.string({ maxLength: 3 }))
        .map(([at, cut, put]) => RULE.slice(0, at) + put + RULE.slice(at + cut)),
    );
    fc.assert(fc.property(texts, (text) => readPolicy(text) !== undefined));
  });
});
