// What databases, logs, browsers and parsers stumble over, and ways to plant it.
import fc from "fast-check";

const HOSTILE: readonly unknown[] = [
  "\0",
  "a\0b",
  "\ud800",
  "\udfff\ud800",
  "\\u0000",
  String.raw`\u{0}\u{d800}\x00`,
  "<script>alert(1)</script>",
  "\u202e\u2066\u200b\u{e0041}",
  "\u001b[31mred\u0007",
  "=HYPERLINK(1)",
  "'; DROP TABLE call; --",
  "${7*7}{{7*7}}%s%n",
  "x".repeat(300_000),
  Array.from({ length: 5_000 }, (_, n) =>
    String.fromCodePoint(0x4e00 + ((n * 7_919) % 20_000)),
  ).join(""),
  "",
  null,
  true,
  -0,
  -1,
  1e308,
  5e-324,
  2 ** 53,
  0.1,
  [],
  {},
  [[[[[[[[[[]]]]]]]]]],
  "[".repeat(100_000) + "]".repeat(100_000),
  '{"a":1,"a":9007199254740993}',
  JSON.parse('{"__proto__":{"a":1},"constructor":{"prototype":{"b":2}},"toString":"x"}'),
  { toJSON: "x", length: -1 },
  "2026-02-30T00:00:00Z",
  "0000-01-01T00:00:00Z",
  "2016-12-31T23:59:60Z",
  "+275760-09-13T00:00:00Z",
  "-----BEGIN PRIVATE KEY-----",
];

const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.jsonValue(),
  fc.string({ unit: "binary" }),
);

/** Replaces one member, at any depth, by something hostile; or adds one. */
function planted(value: unknown, path: readonly number[], evil: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== "object" || value === null) return evil;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value)
    ? [...value]
    : { ...value };
  const names = Object.keys(copy);
  const name = names[step % Math.max(1, names.length + 1)] ?? "planted";
  Reflect.set(copy, name, planted(Reflect.get(copy, name), rest, evil));
  return copy;
}

/** The value with nothing, one or two members changed. */
export function changed(value: unknown, depth = 5): fc.Arbitrary<unknown> {
  return fc
    .record({
      path: fc.array(fc.nat(20), { minLength: 1, maxLength: depth }),
      evil: hostileValue,
      times: fc.nat(2),
    })
    .map(({ path, evil, times }) => {
      let result = value;
      for (let n = 0; n < times; n++) result = planted(result, path.slice(n), evil);
      return result;
    });
}

/** Text that stands in the body as it is, between what is well-formed. */
const RAW = String.raw`" \ { } [ ] , : \u{0} 1e999 -1e-999 NaN 0x10 "__proto__": "id":"x", null`
  .split(" ")
  .concat("\n", "\r\n", "\t", "\0", "\u2028", "\ufeff", String.raw`\u0000`, String.raw`\ud800`)
  .concat("[".repeat(200), "{".repeat(200), '{"a":'.repeat(50));

/** The bytes with up to three places cut or overwritten; two times of three as they are. */
export function damaged(bytes: Buffer): fc.Arbitrary<Buffer> {
  const cut = fc.record({
    at: fc.nat(),
    length: fc.nat(8),
    insert: fc.oneof(
      fc.constantFrom(...RAW).map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 5 }).map((few) => Buffer.from(few)),
    ),
  });
  const cuts = fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(cut, { minLength: 1, maxLength: 3 }) },
  );
  return cuts.map((all) =>
    all.reduce((result, { at, length, insert }) => {
      const from = at % (result.length + 1);
      return Buffer.concat([result.subarray(0, from), insert, result.subarray(from + length)]);
    }, bytes),
  );
}
