import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryQuery } from "../../testing/arbitrary-query";
import {
  type Completion,
  completionPlace,
  insertion,
  ownCompletions,
  valueCompletion,
  withoutTermAtCaret,
} from "./complete";
import { parseQuery } from "./parse";
import { printQuery } from "./print";
import { readTokens } from "./read-tokens";

/** The caret is where the bar stands. */
function at(marked: string) {
  const caret = marked.indexOf("|");
  const text = marked.replace("|", "");
  return { text, caret, place: completionPlace(text, caret) };
}

function offered(marked: string, payload = false): string[] {
  const { place } = at(marked);
  return place ? ownCompletions(place, payload).map(({ label }) => label) : [];
}

function taken(marked: string, completion: Completion): string {
  const { text, place } = at(marked);
  if (!place) throw new Error("nothing is offered");
  const { from, to, insert } = insertion(text, place, completion);
  return `${text.slice(0, from)}${insert}|${text.slice(to)}`;
}

describe("what is offered", () => {
  test.each([
    ["call|", ["caller:", "caller.evidence:"]],
    ["ran_|", ["ranas:"]],
    ["is:mismatch sev|", ["severity:"]],
    ["-out|", ["outcome:"]],
    ["NOT out|", ["outcome:"]],
    ["(a OR out|", ["outcome:"]],
    ["caller:a O|", ["outcome:", "OR"]],
    ["severity>=h|", ["high"]],
    ["severity:(h|", ["high"]],
    ["severity:(high OR cri|", ["critical"]],
    ["severity:(high |", ["OR"]],
    ["severity:[low TO h|", ["high"]],
    ["is:den|", ["denied"]],
    ["nonsense:1 sev|", ["severity:"]],
    ["caller: sev|", ["severity:"]],
    ['verdict:"mis|', ["mismatch"]],
    ["has:appr|", ["approval"]],
    ["downstream|", ["verdict:", "ranas:"]],
  ] as const)("%s", (text, labels) => {
    expect(offered(text).slice(0, labels.length)).toEqual(labels);
  });

  test.each([
    "caller:al|",
    "tool:git*|",
    '"caller|',
    "caller:(a OR b)|",
    "caller:a)|",
    "args.a:x|",
  ])("nothing of its own at %s", (text) => expect(offered(text)).toEqual([]));

  test("every field at the start of a term, OR only behind one", () => {
    expect(offered("|")).toContain("verdict:");
    expect(offered("|")).not.toContain("OR");
    expect(offered("a |")).toContain("OR");
    expect(offered("a|")).not.toContain("OR");
  });

  test("what looks inside payloads only with the permission", () => {
    const looks = ["ip:", "args.", "result."];
    expect(offered("|", true)).toEqual(expect.arrayContaining(looks));
    expect(offered("|").filter((label) => looks.includes(label))).toEqual([]);
    expect(offered("has:|").filter((label) => /^(ip|args|result)$/.test(label))).toEqual([]);
  });
});

describe("where it goes", () => {
  const field = (name: string) => ({ label: name, detail: "", insert: name });
  test.each([
    ["cal|", field("caller:"), "caller:|"],
    ["cal|ler:alice", field("caller:"), "caller:|alice"],
    ["dur|ation>2s", field("duration:"), "duration|>2s"],
    ["-ou|", field("outcome:"), "-outcome:|"],
    ["x ar|", field("args."), "x args.|"],
    ["caller:a O|", field("OR "), "caller:a OR |"],
    ["caller:al|", valueCompletion("person:alice"), "caller:person:alice |"],
    ["caller:al|ice tool:x", valueCompletion("bob"), "caller:bob| tool:x"],
    ["caller:(al|)", valueCompletion("bob"), "caller:(bob|)"],
    ["caller:Al|", valueCompletion("Alice Archer"), 'caller:"Alice Archer" |'],
    ['caller:"Al|', valueCompletion("Alice Archer"), 'caller:"Alice Archer" |'],
    ["tool:|", valueCompletion("a*"), 'tool:"a*" |'],
    ["server:|", valueCompletion("ends:"), "server:ends: |"],
  ] as const)("%s takes %o", (text, completion, result) => {
    expect(taken(text, completion)).toBe(result);
  });

  test("a value that is taken is read back as that value, whatever it is", () => {
    const value = fc
      .string({ unit: "binary", minLength: 1 })
      .filter((text) => !text.includes("\0"));
    fc.assert(
      fc.property(arbitraryQuery(), value, (query, wanted) => {
        const before = printQuery(query);
        fc.pre(before.length < 5_000);
        const text = `${before} tool:`.trimStart();
        const place = completionPlace(text, text.length);
        if (!place) throw new Error(`nothing is offered at the end of ${text}`);
        const { from, to, insert } = insertion(text, place, valueCompletion(wanted));
        const parsed = parseQuery(text.slice(0, from) + insert + text.slice(to));
        expect(parsed.ok && parsed.query.terms.at(-1)).toMatchObject({
          field: "tool",
          values: [{ text: wanted, glob: false }],
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe("the query that a value must go with", () => {
  test.each([
    ["is:mismatch caller:al|", "is:mismatch"],
    ["caller:al| is:mismatch", "is:mismatch"],
    ["a -caller:(x OR al|) b", "a b"],
    ["x OR caller:al|", ""],
    ["args.repo:x caller:al|", ""],
    ["(a caller:al|) b", ""],
    ["caller:|", ""],
  ])("of %s is %s", (marked, rest) => {
    const { text, place } = at(marked);
    expect(place && withoutTermAtCaret(text, place)).toBe(rest);
  });
});

describe("the parts of a text", () => {
  const parts = (text: string) =>
    readTokens(text)
      .tokens.filter(({ kind }) => kind !== "term")
      .map(({ kind, from, to }) => `${kind} ${text.slice(from, to)}`);

  test.each([
    ["-caller:alice", ["negation -", "field caller", "operator :", "value alice"]],
    ["a OR NOT b", ["text a", "keyword OR", "negation NOT", "text b"]],
    ["(a)", ["group (", "text a", "group )"]],
    [
      "duration:[1s TO *}",
      [
        "field duration",
        "operator :",
        "operator [",
        "value 1s",
        "operator TO",
        "value *",
        "operator }",
      ],
    ],
    ['args."a b":x', ['field args."a b"', "operator :", "value x"]],
    [
      "is:(ok OR error)",
      ["field is", "operator :", "group (", "value ok", "keyword OR", "value error", "group )"],
    ],
    ["nonsense:1 tool:x", ["field tool", "operator :", "value x"]],
    ["a ) b", ["text a", "group )", "text b"]],
  ])("%s", (text, expected) => expect(parts(text)).toEqual(expected));

  test("are in the text, in order and apart, whatever the text is", () => {
    const noise = fc.array(
      fc.constantFrom(
        ...'( ) " - : [ ] { } < = * \\'.split(" "),
        " ",
        "OR",
        "NOT",
        "TO",
        "caller",
        "a",
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          noise.map((all) => all.join("")),
          fc.string(),
        ),
        (text) => {
          let end = 0;
          for (const { kind, from, to } of readTokens(text).tokens) {
            if (kind === "term") continue;
            expect(end <= from && from < to && to <= text.length).toBe(true);
            end = to;
          }
          for (let caret = 0; caret <= text.length; caret++) {
            const place = completionPlace(text, caret);
            if (place) expect(place.from <= caret && caret <= place.to).toBe(true);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test.each(["(", ")", '"', "-", "a ", "( ", ") ", "x:1 ", "OR ", "caller:( "])(
    "of 10,000 characters of %j are found without effort",
    (unit) => {
      const text = unit.repeat(10_000 / unit.length);
      const started = performance.now();
      completionPlace(text, text.length);
      expect(performance.now() - started).toBeLessThan(5_000);
    },
  );
});
