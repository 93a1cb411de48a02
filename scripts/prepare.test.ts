import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const run = promisify(execFile);
let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "onbehalf-prepare-"));
  cpSync(fileURLToPath(new URL(".", import.meta.url)), join(project, "scripts"), {
    recursive: true,
  });
  for (const folder of ["bin", "lib", "app", "server", ".next"]) mkdirSync(join(project, folder));
  // Modules also where the name does not end in .mjs, as in bin/npm.
  write("package.json", JSON.stringify({ type: "module" }));
  write("lib/model.ts", "export const one = 1;");
  lockPackages({
    "node_modules/a": { version: "1.0.0" },
    "node_modules/t": { version: "1.0.0", dev: true },
  });
  // Stands in for npm: records how it was called and leaves the record that npm leaves.
  writeExecutable(
    "bin/npm",
    `#!/usr/bin/env node
    import fs from "node:fs";
    fs.appendFileSync("calls", "npm " + process.argv.slice(2).join(" ") + "\\n");
    if (fs.existsSync("npm-fails")) { console.error("E404 from the registry"); process.exit(1); }
    const lock = JSON.parse(fs.readFileSync("package-lock.json", "utf8"));
    if (process.argv.includes("--omit=dev"))
      for (const [path, entry] of Object.entries(lock.packages)) if (entry.dev) delete lock.packages[path];
    fs.mkdirSync("node_modules", { recursive: true });
    fs.writeFileSync("node_modules/.package-lock.json", JSON.stringify(lock));`,
  );
  write("scripts/ensure-browser.mjs", "");
  write(
    "scripts/build.mjs",
    `import { appendFileSync, writeFileSync } from "node:fs";
    import { fingerprint, recordBuilt } from "./stamp.mjs";
    for (const part of process.argv.slice(2)) {
      appendFileSync("calls", "build " + part + "\\n");
      const made = part === "server" ? ["dist/main.mjs", "dist/ingest-thread.mjs", "dist/cli.mjs"] : [".next/BUILD_ID"];
      for (const file of made) writeFileSync(file, "");
      recordBuilt(part, fingerprint(part));
    }`,
  );
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

describe("prepare start", () => {
  test("installs without test tools, builds, and does nothing the second time", async () => {
    await prepare("start");
    expect(calls()).toEqual([
      "npm install --no-save --omit=dev --no-audit --no-fund",
      "build server",
      "build pages",
    ]);
    expect(await prepare("start")).toBe("");
    expect(calls()).toEqual([]);
  });

  test("completes packages in place when the lockfile moved on, and builds anew", async () => {
    await prepare("start");
    calls();
    lockPackages({ "node_modules/a": { version: "1.1.0" } });
    await prepare("start");
    expect(calls()).toEqual([
      "npm install --no-save --omit=dev --no-audit --no-fund",
      "build server",
      "build pages",
    ]);
  });

  test("builds the parts whose sources changed, tests not being sources", async () => {
    await prepare("start");
    calls();
    write("lib/model.test.ts", "");
    await prepare("start");
    expect(calls()).toEqual([]);
    write("server/main.ts", "");
    await prepare("start");
    expect(calls()).toEqual(["build server"]);
    write("app/page.tsx", "");
    await prepare("start");
    expect(calls()).toEqual(["build pages"]);
    rmSync(join(project, ".next/BUILD_ID"));
    await prepare("start");
    expect(calls()).toEqual(["build pages"]);
  });

  test("installs once when two commands start together", async () => {
    await Promise.all([prepare("start"), prepare("start")]);
    expect(calls().filter((call) => call.startsWith("npm"))).toHaveLength(1);
  });

  test("goes on after a command that was killed while preparing", async () => {
    mkdirSync(join(project, "dist/.prepare-lock"), { recursive: true });
    write("dist/.prepare-lock/pid", "999999999");
    await prepare("start");
    expect(calls()).toHaveLength(3);
  });

  test("shows what npm said when it failed", async () => {
    write("npm-fails", "");
    await expect(prepare("start")).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("E404 from the registry"),
    });
  });

  test("replaces packages that were installed on another kind of machine", async () => {
    await prepare("start");
    calls();
    const foreign = { packages: { "node_modules/a": { version: "1.0.0", os: ["other-os"] } } };
    write("node_modules/.package-lock.json", JSON.stringify(foreign));
    await prepare("start");
    expect(calls()[0]).toMatch(/^npm install/);
  });
});

test("prepare cli never builds pages", async () => {
  await prepare("cli");
  expect(calls().filter((call) => call.startsWith("build"))).toEqual(["build server"]);
});

test("prepare test adds the test tools to an installation without them", async () => {
  await prepare("start");
  calls();
  await prepare("test");
  expect(calls()).toEqual(["npm install --no-save --include=dev --no-audit --no-fund"]);
  await prepare("start");
  expect(calls()).toEqual([]);
});

async function prepare(mode: string): Promise<string> {
  const path = `${join(project, "bin")}${delimiter}${process.env["PATH"]}`;
  const script = join(project, "scripts/prepare.mjs");
  const { stdout, stderr } = await run(process.execPath, [script, mode], {
    cwd: tmpdir(),
    env: { ...process.env, PATH: path },
  });
  return stdout + stderr;
}

/** What was called since the last look. */
function calls(): string[] {
  const file = join(project, "calls");
  const text = readFileSync(file, { encoding: "utf8", flag: "a+" });
  rmSync(file, { force: true });
  return text.split("\n").filter(Boolean);
}

function lockPackages(packages: Record<string, object>): void {
  write("package-lock.json", JSON.stringify({ packages: { "": {}, ...packages } }));
}

function write(path: string, text: string): void {
  writeFileSync(join(project, path), text);
}

function writeExecutable(path: string, text: string): void {
  writeFileSync(join(project, path), text.trim(), { mode: 0o755 });
}
