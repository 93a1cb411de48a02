// Runs before `npm start`, `npm run cli` and `npm test`: installs and builds what is missing or
// stale, and is silent when nothing is. Needs nothing but Node.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { isInstalled, hasModules } from "./installed.mjs";
import { withLock } from "./lock.mjs";
import { root } from "./root.mjs";
import { staleParts } from "./stamp.mjs";

const modes = {
  start: { dev: false, parts: ["server", "pages"] },
  cli: { dev: false, parts: ["server"] },
  dev: { dev: true, parts: [] },
  build: { dev: false, parts: ["server", "pages"] },
  test: { dev: true, parts: [], browser: true },
};

const mode = modes[process.argv[2]];
if (!mode) fail(`Usage: node scripts/prepare.mjs ${Object.keys(modes).join("|")}`);
checkNode();
process.chdir(root);
mkdirSync("dist", { recursive: true });
await withLock("dist/.prepare-lock", say, () => {
  if (!isInstalled(mode.dev)) install(mode.dev);
  const stale = staleParts(mode.parts);
  if (stale.length > 0) build(stale);
});
if (mode.browser) run("node", ["scripts/ensure-browser.mjs"], { stdio: "inherit" });

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(
    `Onbehalf needs Node 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org`,
  );
}

/**
 * `npm install` and not `npm ci`: a lockfile written where a registry lacks other machines' optional
 * packages is refused by `ci`, and a server may be running from the folder that `ci` would empty.
 */
function install(dev) {
  const first = !hasModules();
  say(first ? "Installing packages (first time, about a minute) …" : "Updating packages …");
  const scope = dev ? "--include=dev" : "--omit=dev";
  run("npm", ["install", "--no-save", scope, "--no-audit", "--no-fund"], { quiet: true });
}

function build(parts) {
  say(parts.includes("pages") ? "Building (about a minute) …" : "Building …");
  run("node", ["scripts/build.mjs", ...parts], { quiet: true });
}

/** With `quiet`, what the command prints is shown only when it fails. */
function run(command, args, { quiet = false, stdio = "pipe" } = {}) {
  const program = command === "node" ? process.execPath : command;
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
  const options = { env, stdio: quiet ? "pipe" : stdio, maxBuffer: 1 << 28 };
  const windows = process.platform === "win32" && command === "npm";
  const result = spawnSync(program, args, { ...options, shell: windows });
  if (result.status === 0) return;
  if (quiet) process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? ""}`);
  fail(`${[command, ...args].join(" ")} failed${result.error ? `: ${result.error.message}` : ""}.`);
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}
