import { existsSync, readdirSync, readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { policyCaseFileSchema } from "./policy-case";
import { policyCaseFrameSchema, runPolicyCases } from "./run-cases";

const own = new URL("cases/", import.meta.url);
const shared = new URL("../../../shared/vectors/policy/cases.json", import.meta.url);
const present = existsSync(shared);

const read = (file: URL): unknown => JSON.parse(readFileSync(file, "utf8"));
const failures = (file: URL) => {
  const frame = policyCaseFrameSchema.parse(read(file));
  if (!frame.policy) throw new Error("the file holds no policy");
  const results = runPolicyCases(frame.policy, frame);
  expect(results.length).toBeGreaterThan(0);
  return results.filter(({ pass }) => !pass);
};

describe("policy cases", () => {
  const files = readdirSync(own).filter((name) => /^(?!.*schema).*\.json$/.test(name));

  it.each(files)("%s: each is decided as expected", (name) => {
    expect(failures(new URL(name, own))).toEqual([]);
  });

  it("the schema of the cases is that of the code, and the cases fit it", () => {
    const schema: unknown = read(new URL("policy-cases.schema.json", own));
    const made = z.toJSONSchema(policyCaseFileSchema, { io: "input", unrepresentable: "any" });
    expect(schema).toEqual(JSON.parse(JSON.stringify(made)));
    const fits = new Ajv({ strict: false, validateFormats: false }).compile(made);
    for (const name of files) expect([name, fits(read(new URL(name, own)))]).toEqual([name, true]);
  });

  it.skipIf(!present)(
    "the shared ones too (left out where ../shared is not beside this checkout)",
    () => {
      expect(failures(shared)).toEqual([]);
    },
  );
});
