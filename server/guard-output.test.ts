import { WriteStream } from "node:tty";
import { expect, test } from "vitest";
import { guardOutput } from "./guard-output";

function printed(...chunks: (string | Uint8Array)[]): unknown[] {
  const seen: unknown[] = [];
  const stream: NodeJS.WriteStream = Object.create(WriteStream.prototype, {
    write: { value: (chunk: unknown) => seen.push(chunk) > 0, writable: true },
  });
  guardOutput(stream);
  for (const chunk of chunks) stream.write(chunk);
  return seen;
}

test("what a terminal would obey is written out, lines stay lines", () => {
  expect(printed("made \u001b]0;x\u0007\u202eeve\nnext\n")).toEqual([
    String.raw`made \u001b]0;x\u0007\u202eeve` + "\nnext\n",
  ]);
});

test("our own progress still takes its line back, and only at its beginning", () => {
  expect(printed("\r\u001B[K5 records", "a\r\u001B[Kb")).toEqual([
    "\r\u001B[K5 records",
    String.raw`a\u000d\u001b[Kb`,
  ]);
});

test("bytes pass as they are", () => {
  const bytes = Uint8Array.of(27, 91);
  expect(printed(bytes)).toEqual([bytes]);
});
