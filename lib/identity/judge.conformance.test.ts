import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runVerdictCases } from "./run-cases";

const shared = new URL("../../../shared/vectors/verdicts/cases.json", import.meta.url);
const present = existsSync(shared);

describe("the shared verdict cases (left out where ../shared is not beside this checkout)", () => {
  it.skipIf(!present)("are all judged as expected", () => {
    const results = runVerdictCases(JSON.parse(readFileSync(shared, "utf8")));
    expect(results.length).toBeGreaterThanOrEqual(50);
    expect(results.filter(({ pass }) => !pass)).toEqual([]);
  });
});
