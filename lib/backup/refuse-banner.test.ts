import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refuseBanner } from "./refuse-banner";

const BANNER = "\n> onbehalf@0.1.0 precli\n> node scripts/prepare.mjs cli\n\n";
let folder: string;
let tar: Buffer;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "onbehalf-banner-"));
  writeFileSync(join(folder, "manifest.json"), "{}");
  tar = execFileSync("tar", ["--format=ustar", "-c", "manifest.json"], { cwd: folder });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a backup that begins with npm's lines", () => {
  test("is refused with the line that gives the backup back", async () => {
    const file = join(folder, "piped.tar");
    writeFileSync(file, Buffer.concat([Buffer.from(BANNER), tar]));
    const refused = await refuseBanner(file).catch((error: unknown) => String(error));
    expect(refused).toContain("npm run --silent cli -- backup -");
    const line = /tail -c \+\d+/.exec(refused ?? "")?.[0] ?? "";
    const [program = "", ...args] = line.split(" ");
    expect(execFileSync(program, [...args, file]).equals(tar)).toBe(true);
  });

  test("is told from one without them, and from another file", async () => {
    const whole = join(folder, "whole.tar");
    writeFileSync(whole, tar);
    await expect(refuseBanner(whole)).resolves.toBeUndefined();
    writeFileSync(whole, "\n> only a quotation\n");
    await expect(refuseBanner(whole)).resolves.toBeUndefined();
  });
});
