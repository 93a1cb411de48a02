import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withStartLock } from "./start-lock";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "onbehalf-lock-"));
});
afterEach(() => rm(dir, { recursive: true }));

test("lets one in at a time, also when all start together", async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await sleep(5);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 12 }, () => withStartLock(dir, work)));
  expect(most).toBe(1);
  expect(await readdir(dir)).toEqual([]);
});

test("lets go when the work fails", async () => {
  const failing = withStartLock(dir, () => Promise.reject(new Error("no")));
  await expect(failing).rejects.toThrow("no");
  expect(await withStartLock(dir, async () => "in")).toBe("in");
});

test.each([
  ["a process that is gone", "999999999 token"],
  ["an earlier process that had our id", `${process.pid} token`],
  ["nobody: an empty file", ""],
])("takes over from %s", async (_, content) => {
  await writeFile(join(dir, "postgres.lock"), content);
  expect(await withStartLock(dir, async () => "in", 1_000)).toBe("in");
});

test("takes over when the holder's heartbeat stopped half a minute ago", async () => {
  const lock = join(dir, "postgres.lock");
  await writeFile(lock, `${process.ppid} token`);
  const longAgo = new Date(Date.now() - 31_000);
  await utimes(lock, longAgo, longAgo);
  expect(await withStartLock(dir, async () => "in", 1_000)).toBe("in");
});

test("gives up on a living holder when patience ends", async () => {
  await writeFile(join(dir, "postgres.lock"), `${process.ppid} token`);
  await expect(withStartLock(dir, async () => "in", 200)).rejects.toMatchObject({ code: "locked" });
});
