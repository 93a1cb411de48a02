import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isExact, markInexact } from "./exact-numbers";

const isExactText = (text: string) => isExact(JSON.parse(markInexact(text)));

describe("a number that is read is the one that was written", () => {
  test.each([
    ["9007199254740991", true],
    ["9007199254740993", false],
    ["-9007199254740993", false],
    ["12345678901234567890", false],
    ["1e400", false],
    ["1e-400", false],
    ["0.99999999999999999999", false],
    ["4503599627370497.25", false],
    ["4503599627370497.4", false],
    ["4503599627370497", true],
    ["0.1000000000000000000000001", false],
    ["0.1", true],
    ["0.10", true],
    ["1.0", true],
    ["1e2", true],
    ["1.50E+1", true],
    ["0e999", true],
    ["0", true],
    ["0.000", true],
    ["-0", false],
    ["-0.0e5", false],
    ["5e-324", true],
    ["4e-324", false],
    ['"9007199254740993"', true],
    ['{"a":[{"b":0.99999999999999999999}]}', false],
    ["null", true],
  ])("%s: %s", (text, exact) => {
    expect(isExactText(text)).toBe(exact);
    expect(isExactText(`{"a":[1,${text} ],"b":"\\""}`)).toBe(exact);
  });

  test("as exact arithmetic says, of every number that JSON can write", () => {
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1 });
    const written = fc
      .tuple(
        fc.boolean(),
        fc.oneof(fc.constantFrom("0", "1", "9007199254740992"), fc.bigInt({ min: 0n }).map(String)),
        fc.option(fc.oneof(digits, fc.constantFrom("5", "0", "9".repeat(20)))),
        fc.option(fc.integer({ min: -340, max: 320 })),
      )
      .map(
        ([minus, whole, fraction, power]) =>
          (minus ? "-" : "") +
          whole +
          (fraction === null ? "" : `.${fraction}`) +
          (power === null ? "" : `e${power}`),
      );
    const doubles = fc.double({ noDefaultInfinity: true, noNaN: true }).map(String);
    fc.assert(
      fc.property(fc.oneof(written, doubles), (text) => {
        const held = Number(text);
        const same =
          Number.isFinite(held) && !Object.is(held, -0) && isSameDecimal(text, String(held));
        expect(markInexact(text)).toBe(same ? text : "1e999");
      }),
      { numRuns: 2_000 },
    );
  });

  test("whatever digits stand in names and texts", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, name) => {
        const text = JSON.stringify({ [`0.1${name}-0`]: value, "\\": `${name}"-0`, b: "1e999" });
        expect(markInexact(text)).toBe(text);
        const odd = `[${text},-0,${text}]`;
        expect(markInexact(odd)).toBe(`[${text},1e999,${text}]`);
      }),
    );
  });

  test("however deep it stands, and however long it is", () => {
    const deep = `${"[".repeat(100_000)}-0${"]".repeat(100_000)}`;
    expect(markInexact(deep)).toContain("[1e999]");
    const begun = performance.now();
    for (const long of [
      `0.${"0".repeat(200_000)}1`,
      `1${"0".repeat(200_000)}1`,
      `[${"-0,".repeat(80_000)}1]`,
      `"${"\\\\".repeat(100_000)}${'\\"'.repeat(100_000)}"`,
    ])
      markInexact(long);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

/** By integers of any length: both brought to the smaller power of ten. */
function isSameDecimal(a: string, b: string): boolean {
  const [left, right] = [partsOf(a), partsOf(b)];
  const power = Math.min(left.power, right.power);
  const scaled = ({ digits, power: own }: typeof left) => digits * 10n ** BigInt(own - power);
  return scaled(left) === scaled(right);
}

function partsOf(text: string): { digits: bigint; power: number } {
  const [, minus, whole, fraction = "", power = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text) ?? [];
  const digits = BigInt(`${whole}${fraction}`);
  return { digits: minus === "-" ? -digits : digits, power: Number(power) - fraction.length };
}
