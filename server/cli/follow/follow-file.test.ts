import { appendFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { FilePosition } from "../../../lib/sources/file-position";
import { aWhile, at, endFollowing, expectSeen, follow, lines, newPath } from "../../testing/follow";
import { followFile } from "./follow-file";

afterEach(endFollowing);

describe("a file that grows", () => {
  test("is read from its beginning, and each line as soon as it is whole", async () => {
    const path = newPath();
    writeFileSync(path, lines(1, 2));
    const run = follow(path);
    await expectSeen(run, ["0:1", "0:2"]);
    appendFileSync(path, '{"n"');
    await aWhile();
    appendFileSync(path, ":3}");
    await aWhile();
    expect(run.seen).toEqual(["0:1", "0:2"]);
    appendFileSync(path, `\n${lines(4)}`);
    await expectSeen(run, ["0:1", "0:2", "0:3", "0:4"]);
    expect(run.said).toEqual([]);
  });

  test("may have JSON over several lines, and arrays, which wait for their end", async () => {
    const path = newPath();
    writeFileSync(path, '{\n  "n": 1\n}\n[{"n":2},\n');
    const run = follow(path);
    await expectSeen(run, ["0:1"]);
    appendFileSync(path, '{"n":3}\n');
    await aWhile();
    expect(run.seen).toEqual(["0:1"]);
    appendFileSync(path, `]\n{"x":\n${lines(4)}`);
    await expectSeen(run, ["0:1", "0:2", "0:3", "0:!JSON that does not end", "0:4"]);
  });

  test("is waited for when it is not there yet; that is said once", async () => {
    const path = newPath();
    const run = follow(path);
    await aWhile();
    expect(run.said).toEqual([`${path} is not there or may not be read; waiting for it.`]);
    writeFileSync(path, lines(1));
    await expectSeen(run, ["0:1"]);
    expect(run.said).toHaveLength(1);
  });

  test("comes in batches of at most the given size", async () => {
    const path = newPath();
    writeFileSync(path, lines(...Array.from({ length: 25 }, (_, n) => n)));
    const run = follow(path, null, 10);
    await vi.waitFor(() => expect(run.batches).toEqual([10, 10, 5]));
  });

  test("has to be a file", async () => {
    const path = newPath();
    const run = followFile({
      path: join(path, ".."),
      takesText: false,
      last: null,
      most: 1,
      signal: new AbortController().signal,
      say: () => undefined,
    });
    await expect(run.next()).rejects.toThrow("is no regular file");
  });
});

describe("a later run", () => {
  /** Reads `content` in a run that is stopped, and returns where it ended. */
  async function readBefore(path: string, content: string): Promise<FilePosition> {
    writeFileSync(path, content);
    const run = follow(path);
    await vi.waitFor(() => expect(run.seen.length).toBeGreaterThan(0));
    const position = await run.stop();
    expect(position).not.toBeNull();
    return position!;
  }

  test("goes on behind the last whole record, with its line number", async () => {
    const path = newPath();
    const last = await readBefore(path, `${lines(1, 2)}{"n":`);
    expect(last).toMatchObject({ generation: 0, offset: 16, line: 3 });
    appendFileSync(path, `3}\n${lines(4)}`);
    await expectSeen(follow(path, last), ["0:3", "0:4"]);
  });

  test("reads an array of which a part was stored from its beginning", async () => {
    const path = newPath();
    writeFileSync(path, `${lines(1)}[{"n":2},{"n":3},{"n":4}]\n`);
    const run = follow(path, null, 2);
    await expectSeen(run, ["0:1", "0:2", "0:3", "0:4"]);
    expect(await run.stop()).toMatchObject({ offset: 34, line: 3 });
    const first = followFile({
      path,
      takesText: false,
      last: null,
      most: 2,
      signal: new AbortController().signal,
      say: () => undefined,
    });
    await first.next();
    const { value } = await first.next();
    await first.return(undefined);
    expect(value).toMatchObject({ position: { offset: 8, line: 2 } });
    await expectSeen(follow(path, value!.position), ["0:2", "0:3", "0:4"]);
  });

  test("finds the rest of a file that was renamed meanwhile, and all that came after it", async () => {
    const path = newPath();
    const last = await readBefore(path, lines(1));
    appendFileSync(path, lines(2));
    renameSync(path, `${path}.3`);
    writeFileSync(`${path}.2`, lines(3));
    writeFileSync(`${path}.1.gz`, gzipSync(lines(4)));
    writeFileSync(path, lines(5));
    at(`${path}.3`, 1_000);
    at(`${path}.2`, 2_000);
    at(`${path}.1.gz`, 3_000);
    const run = follow(path, last);
    await expectSeen(run, ["0:2", "1:3", "2:4", "3:5"]);
    expect(run.said).toEqual([]);
  });

  test("finds it zipped, or in the copy that was made before it was emptied", async () => {
    const path = newPath();
    const last = await readBefore(path, lines(1));
    appendFileSync(path, lines(2, 3));
    writeFileSync(`${path}.1.gz`, gzipSync(lines(1, 2, 3)));
    truncateSync(path);
    appendFileSync(path, lines(9));
    const run = follow(path, last);
    await expectSeen(run, ["0:2", "0:3", "1:9"]);
    expect(run.said).toEqual([]);
  });

  test("leaves alone what rotated away before, and files that are no rotated ones", async () => {
    const path = newPath();
    writeFileSync(`${path}.1`, lines(0));
    at(`${path}.1`, -60_000);
    const last = await readBefore(path, lines(1));
    renameSync(path, join(path, "..", "audit-2026-11-20T10-42-11.430.jsonl"));
    writeFileSync(path, lines(2));
    writeFileSync(`${path}.bak`, lines(7));
    writeFileSync(join(path, "..", "audit-other.jsonl"), lines(8));
    for (const name of [`${path}.bak`, join(path, "..", "audit-other.jsonl")]) at(name, 5_000);
    await expectSeen(follow(path, last), ["1:2"]);
  });

  test("tells a new file from the old one by its first bytes, though the inode be the same", async () => {
    const path = newPath();
    const last = await readBefore(path, lines(1, 2));
    truncateSync(path);
    appendFileSync(path, lines(7, 8, 9));
    const run = follow(path, last);
    await expectSeen(run, ["1:7", "1:8", "1:9"]);
    expect(run.said).toEqual([
      "audit.jsonl: the file that was read to byte 16 is not found any more; what was written to it since is not read.",
    ]);
  });

  test("knows a file that was moved to another disk by its bytes", async () => {
    const path = newPath();
    const last = await readBefore(path, lines(1));
    writeFileSync(`${path}.copy`, lines(1, 2));
    renameSync(`${path}.copy`, path);
    await expectSeen(follow(path, last), ["0:2"]);
  });

  test("waits for the file, and counts on from where the count was", async () => {
    const path = newPath();
    const last = await readBefore(path, lines(1));
    rmSync(path);
    const run = follow(path, { ...last, generation: 4 });
    await aWhile();
    writeFileSync(path, lines(2));
    await expectSeen(run, ["5:2"]);
  });

  test("says which files it cannot read", async () => {
    const path = newPath();
    const last = await readBefore(path, lines(1));
    renameSync(path, `${path}.3`);
    writeFileSync(`${path}.2.zst`, "?");
    const zipped = gzipSync(lines(2));
    writeFileSync(`${path}.1.gz`, zipped.subarray(0, zipped.length - 9));
    writeFileSync(path, lines(3));
    at(`${path}.2.zst`, 1_000);
    at(`${path}.1.gz`, 2_000);
    const run = follow(path, last);
    await vi.waitFor(() => expect(run.seen.at(-1)).toBe("2:3"));
    expect(run.said).toEqual([
      "audit.jsonl.2.zst was compressed before it was read: import it by hand.",
      expect.stringMatching(
        /^audit\.jsonl\.1\.gz is damaged: it could be unzipped up to byte \d+ only/,
      ),
    ]);
  });
});
