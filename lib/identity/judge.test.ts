import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { FLAGS, RELATIONS, VERDICTS } from "./model";
import { runVerdictCases } from "./run-cases";
import { verdictCaseFileSchema } from "./verdict-case";

const cases = new URL("./cases/verdicts.json", import.meta.url);
const file = JSON.parse(readFileSync(cases, "utf8"));
const results = runVerdictCases(file);

describe("our own verdict cases", () => {
  const numbered: [string, number][] = file.cases.map((one: { name: string }, i: number) => [
    one.name,
    i,
  ]);
  it.each(numbered)("%s", (_, i) => {
    const { relation, verdict, flags, evidence, severity, problem } = results[i]!;
    const wanted = file.cases[i].expect;
    expect(problem).toBeUndefined();
    expect({ relation, verdict, flags: flags.toSorted() }).toEqual({
      relation: wanted.relation,
      verdict: wanted.verdict,
      flags: wanted.flags.toSorted(),
    });
    expect(severity).toBe(wanted.severity ?? severity);
    expect(evidence).toBe(wanted.evidence ?? evidence);
    expect(results[i]!.pass).toBe(true);
  });

  it("reach every verdict, every relation and every flag", () => {
    expect(VERDICTS.filter((one) => !results.some(({ verdict }) => verdict === one))).toEqual([]);
    expect(RELATIONS.filter((one) => !results.some(({ relation }) => relation === one))).toEqual(
      [],
    );
    expect(FLAGS.filter((one) => !results.some(({ flags }) => flags.includes(one)))).toEqual([]);
  });

  it("follow the JSON Schema beside them, made from the one the code reads them by (vitest -u)", async () => {
    expect(() => verdictCaseFileSchema.parse(file)).not.toThrow();
    const generated = z.toJSONSchema(verdictCaseFileSchema, { io: "input" });
    await expect(`${JSON.stringify(generated, null, 2)}\n`).toMatchFileSnapshot(
      "./cases/verdicts.schema.json",
    );
  });
});
