import {
  appendFileSync,
  copyFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { aWhile, at, endFollowing, expectSeen, follow, lines, newPath } from "../../testing/follow";

afterEach(endFollowing);

describe("a rotation", () => {
  test("by renaming: the old file is read to its end, also what comes late, then the new one", async () => {
    const path = newPath();
    writeFileSync(path, lines(1));
    const run = follow(path);
    await expectSeen(run, ["0:1"]);
    renameSync(path, `${path}.1`);
    appendFileSync(`${path}.1`, lines(2));
    writeFileSync(path, "");
    await aWhile();
    appendFileSync(`${path}.1`, '{"n":3}');
    writeFileSync(path, lines(4));
    await expectSeen(run, ["0:1", "0:2", "0:3", "1:4"]);
    expect(run.said).toEqual([]);
  });

  test("by copying and emptying: the copy is read for what was not read before", async () => {
    const path = newPath();
    writeFileSync(path, lines(1));
    const run = follow(path);
    await expectSeen(run, ["0:1"]);
    // At once, so that nobody looks between: written, copied, emptied, and grown past the old end.
    appendFileSync(path, `${lines(2)}{"n":3}`);
    copyFileSync(path, `${path}.1`);
    truncateSync(path);
    appendFileSync(path, lines(4, 5, 6, 7, 8));
    await expectSeen(run, ["0:1", "0:2", "0:3", "1:4", "1:5", "1:6", "1:7", "1:8"]);
    expect(run.said).toEqual([]);
  });

  test("by emptying alone: the new content is read, and that some may be missing is said", async () => {
    const path = newPath();
    writeFileSync(path, `${lines(1, 2)}{"n":`);
    const run = follow(path);
    await expectSeen(run, ["0:1", "0:2"]);
    await aWhile();
    truncateSync(path);
    appendFileSync(path, lines(3));
    await expectSeen(run, ["0:1", "0:2", "0:!JSON that does not end", "1:3"]);
    expect(run.said).toEqual([
      "audit.jsonl was emptied at byte 21, and no copy of it is beside it.",
    ]);
  });

  test("that zips the old file at once, whatever date it gives it", async () => {
    const path = newPath();
    writeFileSync(path, lines(1));
    const run = follow(path);
    await expectSeen(run, ["0:1"]);
    renameSync(path, `${path}.1`);
    writeFileSync(`${path}.1.gz`, gzipSync(lines(1)));
    rmSync(`${path}.1`);
    at(`${path}.1.gz`, 1_000);
    writeFileSync(path, lines(2));
    await expectSeen(run, ["0:1", "1:2"]);
  });

  test("with the same lines again: they are of another generation", async () => {
    const path = newPath();
    writeFileSync(path, lines(1));
    const run = follow(path);
    await expectSeen(run, ["0:1"]);
    renameSync(path, `${path}.1`);
    writeFileSync(path, lines(1));
    await expectSeen(run, ["0:1", "1:1"]);
  });

  test("by deleting: what was deleted is read, then what comes in its place", async () => {
    const path = newPath();
    writeFileSync(path, lines(1));
    const run = follow(path);
    await expectSeen(run, ["0:1"]);
    appendFileSync(path, lines(2));
    rmSync(path);
    await aWhile();
    expect(run.said).toEqual(["audit.jsonl is gone; waiting for it to come back."]);
    writeFileSync(path, lines(3));
    await expectSeen(run, ["0:1", "0:2", "1:3"]);
    expect(run.said).toHaveLength(1);
  });

  test("behind a link that is pointed elsewhere", async () => {
    const path = newPath();
    writeFileSync(`${path}.a`, lines(1));
    symlinkSync(`${path}.a`, path);
    const run = follow(path);
    await expectSeen(run, ["0:1"]);
    writeFileSync(`${path}.b`, lines(2));
    symlinkSync(`${path}.b`, `${path}.new`);
    renameSync(`${path}.new`, path);
    await expectSeen(run, ["0:1", "1:2"]);
  });
});
