import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { leafHash, partCommitment } from "./leaf";

const VECTORS = new URL("../../../shared/vectors/merkle/rfc6962-vectors.json", import.meta.url);

it("is SHA-256 of a zero byte and the text, as RFC 6962 §2.1 has it", () => {
  expect(leafHash("").toString("hex")).toBe(
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  );
});

it("commits to part name, salt and bytes: changing any of them changes the commitment", () => {
  const salt = Buffer.alloc(32, 1);
  const one = partCommitment("arguments", salt, "{}");
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(partCommitment("result", salt, "{}")).not.toBe(one);
  expect(partCommitment("arguments", Buffer.alloc(32, 2), "{}")).not.toBe(one);
  expect(partCommitment("arguments", salt, "[]")).not.toBe(one);
});

it.skipIf(!existsSync(VECTORS))(
  "agrees with the published RFC 6962 leaf (left out where ../shared is absent)",
  () => {
    const vectors = z
      .object({ leafInputsHex: z.array(z.string()), rootHashesBySize: z.array(z.string()) })
      .parse(JSON.parse(readFileSync(VECTORS, "utf8")));
    const first = Buffer.from(vectors.leafInputsHex[0] ?? "?", "hex");
    // The root of a tree of one leaf is that leaf's hash.
    expect(leafHash(first).toString("hex")).toBe(vectors.rootHashesBySize[1]);
  },
);
