// Following a file in tests: a file of one's own, what was read of it, and how it is told.
import { mkdtempSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, vi } from "vitest";
import type { FilePosition } from "../../lib/sources/file-position";
import { followFile } from "../cli/follow/follow-file";

const folders: string[] = [];
const runs: Run[] = [];

/** Stops what follows and removes the files; for after each test. */
export async function endFollowing(): Promise<void> {
  for (const run of runs.splice(0)) await run.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
}

export function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "onbehalf-follow-"));
  folders.push(folder);
  return join(folder, "audit.jsonl");
}

/** `{"n":1}` and so on, a line each. */
export const lines = (...numbers: number[]) => numbers.map((n) => `{"n":${n}}\n`).join("");

type Run = {
  /** What was read, as `<generation>:<value>`. */
  seen: string[];
  said: string[];
  batches: number[];
  last: () => FilePosition | null;
  stop: () => Promise<FilePosition | null>;
};

export function follow(path: string, last: FilePosition | null = null, most = 500): Run {
  const controller = new AbortController();
  const { signal } = controller;
  const said: string[] = [];
  const seen: string[] = [];
  const batches: number[] = [];
  let position = last;
  const say = (sentence: string) => void said.push(sentence);
  const timing = { pollMs: 5, quietMs: 40 };
  const options = { path, takesText: false, last, most, signal, say, ...timing };
  const done = (async () => {
    for await (const batch of followFile(options)) {
      position = batch.position;
      if (batch.records.length > 0) batches.push(batch.records.length);
      for (const record of batch.records) {
        const value = "raw" in record ? valueOf(record.raw) : `!${record.broken}`;
        seen.push(`${batch.position.generation}:${value}`);
      }
    }
  })();
  const run: Run = {
    seen,
    said,
    batches,
    last: () => position,
    stop: async () => {
      controller.abort();
      await done;
      return position;
    },
  };
  runs.push(run);
  return run;
}

function valueOf(raw: unknown): string {
  return JSON.stringify(raw).replace(/^\{"n":(\d+)\}$/, "$1");
}

export async function expectSeen(run: Run, expected: string[]): Promise<void> {
  await vi.waitFor(() => expect(run.seen).toEqual(expected), { timeout: 4_000, interval: 5 });
}

/** Dates a file so many milliseconds from now. */
export function at(file: string, ms: number): void {
  const date = new Date(Date.now() + ms);
  utimesSync(file, date, date);
}

/** Long enough for several looks at the file. */
export const aWhile = () => new Promise((resolve) => setTimeout(resolve, 150));
