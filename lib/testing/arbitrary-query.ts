// Random queries in the normal form of the parser, for the properties of the language.
import fc from "fast-check";
import { type FieldName, FIELD_NAMES, FIELDS, isOrdered } from "../calls/query-language/fields";
import { globOf } from "../calls/query-language/glob";
import {
  type Bound,
  COMPARISONS,
  type Query,
  type QueryNode,
  type QueryValue,
  type Term,
} from "../calls/query-language/model";
import { asQuery, joined } from "../calls/query-language/nodes";
import type { Subject } from "../calls/query-language/read-path";
import { rankOf } from "../calls/query-language/read-value";

/** Words to choose from, by field; where there are none, any text. */
export type Vocabulary = Partial<Record<FieldName | "text" | "args" | "result", readonly string[]>>;
/** Places in payloads to ask for; none: any. */
export type Paths = Partial<Record<FieldName, readonly (readonly string[])[]>>;

const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 4 }),
      fc.constantFrom('"', "\\", " ", ":", "OR", "TO", "or", "(", "*", ">", "[", "}", "-", "="),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((chunks) => chunks.join("").replaceAll("\0", "") || "x");

/**
 * Trees of any shape over free text and terms of every field, or of `fields` alone; with words, terms
 * that can find something.
 */
export function arbitraryQuery(
  words: Vocabulary = {},
  paths: Paths = {},
  fields?: readonly FieldName[],
): fc.Arbitrary<Query> {
  const term = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...(fields ?? FIELD_NAMES)).chain(fieldTerm) },
    ...(fields ? [] : [{ weight: 1, arbitrary: nameValue("text").map(textTerm) }]),
  );
  const { node } = fc.letrec<{ node: QueryNode }>((tie) => ({
    node: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      term,
      fc
        .record({
          op: fc.constantFrom("and", "or"),
          nodes: fc.array(tie("node"), { minLength: 2, maxLength: 3 }),
          negated: fc.boolean(),
        })
        .map(({ op, nodes, negated }) => ({ ...joined(op, nodes), negated })),
    ),
  }));
  return fc
    .array(node, { maxLength: 3 })
    .map((nodes) => asQuery(nodes.length === 0 ? undefined : joined("and", nodes)));

  function fieldTerm(field: FieldName): fc.Arbitrary<Term> {
    const { kind, optional } = FIELDS[field];
    return fc
      .record({
        subject: kind === "json" ? placeIn(field) : fc.constant<Subject>({ field }),
        negated: fc.boolean(),
        shape: fc.constantFrom("match", "match", "has", "compare", "range"),
      })
      .chain(({ subject, negated, shape }): fc.Arbitrary<Term> => {
        if (shape === "has" && optional) return fc.constant({ kind: "has", negated, ...subject });
        if (shape === "compare" && isOrdered(field)) {
          const op = fc.constantFrom(...COMPARISONS);
          return fc
            .tuple(op, quantityOf(field))
            .map(([sign, value]) => ({ kind: "compare", negated, ...subject, op: sign, value }));
        }
        if (shape === "range" && isOrdered(field)) {
          const bound = fc.option(fc.record({ value: quantityOf(field), inclusive: fc.boolean() }));
          return fc.tuple(bound, bound).map(([a, b]) => {
            const [low, high] = inOrder(field, a, b);
            return { kind: "range", negated, ...subject, low, high };
          });
        }
        const one = ["name", "json"].includes(kind)
          ? nameValue(field)
          : quantityOf(field).map((text) => ({ text, glob: false }));
        return fc
          .array(one, { minLength: 1, maxLength: 4 })
          .map((values) => ({ kind: "match", negated, ...subject, values }));
      });
  }

  function placeIn(field: FieldName): fc.Arbitrary<Subject> {
    const known = paths[field];
    const path = known
      ? fc.constantFrom(...known).map((one) => [...one])
      : fc.array(anyText, { minLength: 1, maxLength: 3 });
    return path.map((one) => ({ field, path: one }));
  }

  function nameValue(key: keyof Vocabulary): fc.Arbitrary<QueryValue> {
    const known = words[key];
    const text = known ? fc.constantFrom(...known) : anyText;
    const literal = text.map((one) => ({ text: one, glob: false }));
    return fc.oneof(
      { weight: 3, arbitrary: literal },
      { weight: 1, arbitrary: text.map((one) => ({ text: one.toUpperCase(), glob: false })) },
      { weight: 2, arbitrary: text.chain(patternOf) },
    );
  }

  function quantityOf(field: FieldName): fc.Arbitrary<string> {
    const { kind, values } = FIELDS[field];
    if (values) return fc.constantFrom(...values);
    const known = words[field];
    if (known && kind !== "json") return fc.constantFrom(...known);
    return QUANTITIES[kind] ?? fc.integer({ min: -20, max: 2_000 }).map(String);
  }
}

/** A text with one or two parts of it replaced by stars. */
function patternOf(text: string): fc.Arbitrary<QueryValue> {
  const place = fc.nat(text.length);
  return fc.array(place, { minLength: 2, maxLength: 4 }).map((places) => {
    const cuts = places.toSorted((a, b) => a - b);
    const [first = 0, second = 0, third = text.length, fourth = text.length] = cuts;
    const runs = [text.slice(0, first), text.slice(second, third)];
    const all = cuts.length > 2 ? [...runs, text.slice(fourth)] : runs;
    return { text: globOf(all), glob: true };
  });
}

function textTerm(value: QueryValue): Term {
  return { kind: "text", negated: false, value };
}

function inOrder(field: FieldName, a: Bound | null, b: Bound | null): [Bound | null, Bound | null] {
  if (a === null || b === null) return [a, b];
  return rankOf(field, a.value) <= rankOf(field, b.value) ? [a, b] : [b, a];
}

const two = (n: number) => String(n).padStart(2, "0");
const time = fc
  .record({
    day: fc.integer({ min: 1, max: 30 }),
    hour: fc.nat(23),
    minute: fc.nat(59),
    shape: fc.constantFrom("", "m", "s", "f", "z"),
  })
  .map(({ day, hour, minute, shape }) => {
    const date = `2026-11-${two(day)}`;
    const ends = { "": "", m: "", s: ":07", f: ":07.25", z: ":07+02:00" }[shape] ?? "";
    return shape === "" ? date : `${date}T${two(hour)}:${two(minute)}${ends}`;
  });
const ipv4 = fc.array(fc.nat(255), { minLength: 4, maxLength: 4 }).map((parts) => parts.join("."));
const QUANTITIES: Partial<Record<string, fc.Arbitrary<string>>> = {
  number: fc.nat(100_000).map(String),
  duration: fc
    .tuple(fc.integer({ min: 0, max: 40_000 }), fc.constantFrom("ms", "s", "m", "h"))
    .map(([n, unit]) => `${unit === "ms" ? n : n / 1000}${unit}`),
  time,
  address: fc.oneof(
    ipv4,
    fc.tuple(ipv4, fc.nat(32)).map(([address, bits]) => `${address}/${bits}`),
    fc.constantFrom("2001:db8::/32", "::1", "fe80::1/64"),
  ),
  exact: fc.base64String({ minLength: 16, maxLength: 40 }).map((text) => {
    return `call_${text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "A")}`;
  }),
};
