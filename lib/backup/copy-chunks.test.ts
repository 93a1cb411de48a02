import fc from "fast-check";
import { expect, test } from "vitest";
import { type Chunk, copyChunks } from "./copy-chunks";

const row = fc.string({ maxLength: 40 }).map((text) => `${text.replaceAll("\n", "\\n")}\n`);

test("gives every byte in pieces of whole rows, and counts them, however the bytes arrive", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 60 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 200 }),
      async (rows, arriving, size) => {
        const bytes = Buffer.from(rows.join(""));
        const chunks = await all(copyChunks(cut(bytes, arriving), size));
        expect(Buffer.concat(chunks.map((chunk) => chunk.bytes)).equals(bytes)).toBe(true);
        expect(chunks.every((chunk) => chunk.bytes.at(-1) === 10)).toBe(true);
        expect(chunks.reduce((sum, chunk) => sum + chunk.rows, 0)).toBe(rows.length);
      },
    ),
  );
});

test("cuts where a row ends as soon as there is enough", async () => {
  const chunks = await all(copyChunks(cut(Buffer.from("aaaa\nbbbb\ncccc\n"), 7), 6));
  expect(chunks.map(({ bytes, rows }) => [bytes.toString(), rows])).toEqual([
    ["aaaa\n", 1],
    ["bbbb\n", 1],
    ["cccc\n", 1],
  ]);
});

async function* cut(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function all(chunks: AsyncGenerator<Chunk>): Promise<Chunk[]> {
  const found: Chunk[] = [];
  for await (const chunk of chunks) found.push(chunk);
  return found;
}
