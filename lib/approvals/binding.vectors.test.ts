// ARAP's binding hashes, where the vectors stand beside the project.
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { requestSchema } from "../policy/request";
import { bindingHash } from "./binding";

const FILE = "../shared/vectors/arap/binding-hash.json";
const vectors = z.object({
  cases: z.array(
    z.object({
      name: z.string(),
      input: requestSchema,
      binding_context_members: z.array(z.string()),
      binding_hash: z.string(),
    }),
  ),
});

test.skipIf(!existsSync(FILE))(
  "binding hashes are those of the vectors (left out without them)",
  () => {
    const { cases } = vectors.parse(JSON.parse(readFileSync(FILE, "utf8")));
    expect(cases.length).toBeGreaterThan(0);
    for (const { name, input, binding_context_members: members, binding_hash: hash } of cases) {
      expect([name, bindingHash(input, members)]).toEqual([name, hash]);
    }
  },
);
