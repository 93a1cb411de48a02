import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { redact } from "./redact";

const mac = () => "5ec2e700aaaa";

const { cases } = z
  .strictObject({
    $schema: z.string(),
    cases: z.array(
      z.strictObject({
        name: z.string(),
        value: z.unknown(),
        becomes: z.unknown().optional(),
        redactions: z.array(z.tuple([z.string(), z.string()])).default([]),
      }),
    ),
  })
  .parse(readCases("redact.json"));

const { secrets } = z
  .strictObject({
    $schema: z.string(),
    secrets: z.array(z.strictObject({ rule: z.string(), text: z.string() })),
  })
  .parse(readCases("secrets.json"));

describe("redact", () => {
  test.each(cases)("$name", ({ value, becomes, redactions }) => {
    const before = structuredClone(value);
    const clean = redact(value, "arguments", mac);
    expect(clean.value).toEqual(becomes ?? value);
    expect(clean.redactions.map(({ path, rule }) => [path, rule])).toEqual(redactions);
    expect(clean.redactions.every(({ part }) => part === "arguments")).toBe(true);
    expect(value).toEqual(before);
  });

  test.each(secrets)("$rule finds $text", ({ rule, text }) => {
    expect(redact(`a ${text} b`, "text", mac)).toEqual({
      value: `a [redacted:${rule}:5ec2e700] b`,
      redactions: [{ part: "text", path: "", rule }],
    });
  });

  test("equal secrets have equal markers, made of the keyed hash of the secret alone", () => {
    const seen: string[] = [];
    redact({ a: "x ghp_" + "a".repeat(36), password: "pw" }, "text", (secret) => {
      seen.push(secret);
      return mac();
    });
    expect(seen).toEqual(["ghp_" + "a".repeat(36), "pw"]);
  });

  test("a value without secrets is returned as it is, not copied", () => {
    const value = { a: [1, "two", { b: null }] };
    expect(redact(value, "raw", mac).value).toBe(value);
  });

  test("__proto__ is data", () => {
    const value: unknown = JSON.parse('{"__proto__":{"password":"x"},"constructor":"y"}');
    const clean = redact(value, "raw", mac);
    expect(JSON.stringify(clean.value)).toBe(
      '{"__proto__":{"password":"[redacted:key-name:5ec2e700]"},"constructor":"y"}',
    );
    expect(clean.redactions[0]?.path).toBe("/__proto__/password");
  });

  test("100,000 levels are no problem", () => {
    const depth = 100_000;
    let value: unknown = { password: "x" };
    for (let level = 0; level < depth; level++) value = [value];
    let inner = redact(value, "raw", mac).value;
    for (let level = 0; level < depth; level++) inner = Array.isArray(inner) ? inner[0] : inner;
    expect(inner).toEqual({ password: "[redacted:key-name:5ec2e700]" });
  });

  const secret = fc.constantFrom(...secrets.map((one) => one.text));

  test("no listed secret survives, wherever it stands", () => {
    const around = fc.constantFrom("", " ", '"', "\n", "=", ": ", "(", "/", "[redacted:jwt:");
    const text = fc.tuple(around, secret, around).map((pieces) => pieces.join(""));
    const leaf = fc.oneof(text, fc.string(), fc.integer(), fc.constant(null));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie("tree")),
        fc.dictionary(
          fc.oneof(fc.string(), text, fc.constantFrom("password", "token")),
          tie("tree"),
        ),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const clean = redact(value, "raw", mac);
        const json = JSON.stringify(clean.value);
        for (const one of secrets)
          expect(json).not.toContain(JSON.stringify(one.text).slice(1, -1));
        expect(shapeOf(clean.value)).toEqual(shapeOf(value));
      }),
    );
  });

  test("redacting twice changes nothing", () => {
    const pieces = fc.array(
      fc.oneof(
        secret,
        fc.string(),
        fc.constantFrom(
          "Bearer ",
          "basic ",
          "token=",
          "://u:",
          "@",
          '"password":"',
          '"',
          "\\",
          "-",
          "_",
          ".",
        ),
        fc.constantFrom(
          "cookie: ",
          "Authorization:",
          "[redacted:",
          "]",
          "[redacted:jwt:5ec2e700]",
          "\n",
        ),
      ),
    );
    const value = fc.dictionary(
      fc.oneof(
        fc.constantFrom("password", "x", "token"),
        pieces.map((all) => all.join("")),
      ),
      pieces.map((all) => all.join("")),
    );
    fc.assert(
      fc.property(value, (one) => {
        const once = redact(one, "raw", mac).value;
        expect(redact(once, "raw", mac)).toEqual({ value: once, redactions: [] });
      }),
      { numRuns: 1_000 },
    );
  });
});

/** The same JSON with names and leaves blotted out: what redaction must keep. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  return typeof value === "object" && value !== null ? Object.values(value).map(shapeOf) : 0;
}

function readCases(name: string): unknown {
  const text = readFileSync(new URL(`./redact/cases/${name}`, import.meta.url), "utf8");
  return JSON.parse(
    text.replace(/\{(\d+)\}/g, (_, n) => "abcdefghij0123456789".repeat(9).slice(0, Number(n))),
  );
}
