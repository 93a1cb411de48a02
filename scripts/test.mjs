// `npm test`: everything, one step after the other; the last line sums up.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";

const resultsDir = join(root, "test-results");

/** Random cases for the evaluator; `npm run check` is content with fewer. */
const decisions = process.env.ONBEHALF_TEST_DECISIONS ?? "100000";

const steps = [
  { name: "types", command: bin("typescript", "bin/tsc"), args: ["--noEmit"], first: typegen },
  { name: "lint", command: bin("oxlint", "bin/oxlint"), args: ["--deny-warnings"] },
  { name: "format", command: bin("oxfmt", "bin/oxfmt"), args: ["--check", "."] },
  { name: "unit", ...vitest("unit"), env: { ONBEHALF_TEST_DECISIONS: decisions } },
  { name: "db", ...vitest("db") },
  { name: "build", command: "scripts/prepare.mjs", args: ["build"] },
  { name: "e2e", ...playwright() },
];

process.chdir(root);
rmSync(resultsDir, { recursive: true, force: true });
mkdirSync(resultsDir, { recursive: true });
const totals = { passed: 0, failed: 0, skipped: 0 };
const seconds = [];
for (const step of steps) {
  console.log(`\n── ${step.name}`);
  const started = Date.now();
  const ok = (await step.first?.()) !== false && (await run(step));
  const counts = step.count?.() ?? { passed: 0, failed: 0, skipped: 0 };
  // A step that fails without a failed test (types, a crash) must not look green.
  if (!ok && counts.failed === 0) counts.failed = 1;
  for (const key of Object.keys(totals)) totals[key] += counts[key];
  seconds.push(
    `${step.name} ${((Date.now() - started) / 1000).toFixed(1)} s${ok ? "" : " FAILED"}`,
  );
  if (!ok && step.name === "build") break;
}
console.log(`\n${seconds.join(" · ")}`);
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : "";
console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`);
process.exitCode = totals.failed > 0 ? 1 : 0;

async function run({ command, args, env }) {
  const child = spawn(process.execPath, [command, ...args], {
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  const [code] = await once(child, "exit");
  return code === 0;
}

/** Next's generated route types, which a fresh clone does not have yet. */
async function typegen() {
  return run({ command: bin("next", "dist/bin/next"), args: ["typegen"] });
}

function vitest(project) {
  const file = join(resultsDir, `${project}.json`);
  return {
    command: bin("vitest", "vitest.mjs"),
    args: [
      "run",
      `--project=${project}`,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ],
    count: () =>
      countsFrom(file, (report) => ({
        passed: report.numPassedTests,
        failed: report.numFailedTests,
        skipped: report.numPendingTests + report.numTodoTests,
      })),
  };
}

function playwright() {
  const file = join(resultsDir, "e2e.json");
  return {
    command: bin("playwright", "cli.js"),
    args: ["test", "--reporter=list,json"],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
    count: () =>
      countsFrom(file, ({ stats }) => ({
        passed: stats.expected + stats.flaky,
        failed: stats.unexpected,
        skipped: stats.skipped,
      })),
  };
}

function countsFrom(file, read) {
  try {
    return read(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

/** A package's program by its own path: npx would ask the registry when it is missing. */
function bin(name, path) {
  return join(root, "node_modules", name, path);
}
