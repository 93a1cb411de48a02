// Finds a Chromium for the end-to-end tests, or installs one; its path goes into dist/.browser.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright";
import { root } from "./root.mjs";

const record = join(root, "dist/.browser");
/** Chromium without windows, Playwright's or Debian's: shows the same in two thirds of the time. */
const windowless = [chromium.executablePath(), "/usr/bin/chromium-headless-shell"];
const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

if (!knownBrowser()) {
  const found =
    (await firstWorking(windowless)) ??
    // At home what is there will do; a run that nobody waits for takes the time to install.
    (process.env.CI ? null : await firstWorking(installed)) ??
    (await afterPlaywrightInstall()) ??
    (await afterSystemInstall()) ??
    (await firstWorking(installed));
  if (!found) {
    console.error(
      "No browser for the end-to-end tests. Install Chromium or Chrome, or set ONBEHALF_BROWSER to one.",
    );
    process.exit(1);
  }
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(record, found);
  console.error(`Browser: ${found}`);
}

function knownBrowser() {
  if (process.env.ONBEHALF_BROWSER) return existsSync(process.env.ONBEHALF_BROWSER);
  return existsSync(record) && existsSync(readFileSync(record, "utf8"));
}

async function afterPlaywrightInstall() {
  console.error("Installing a browser for the tests (first time, a minute or two) …");
  const cli = join(root, "node_modules/playwright/cli.js");
  run(process.execPath, [cli, "install", "chromium"]);
  return firstWorking([chromium.executablePath()]);
}

async function afterSystemInstall() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return null;
  console.error("Installing Chromium from the system's packages …");
  run("apt-get", ["update"]);
  for (const name of ["chromium-headless-shell", "chromium"]) {
    run("apt-get", ["install", "-y", "--no-install-recommends", name]);
    const found = await firstWorking([`/usr/bin/${name}`]);
    if (found) return found;
  }
  return null;
}

function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const result = spawnSync(command, args, { env, stdio: "pipe", timeout: 300_000 });
  if (result.status !== 0) process.stderr.write(`${result.stderr ?? ""}`);
}

/** A browser counts when it starts: the file alone may lack system libraries. */
async function firstWorking(paths) {
  for (const executablePath of paths) {
    if (!existsSync(executablePath)) continue;
    try {
      const browser = await chromium.launch({
        executablePath,
        args: ["--headless", "--no-sandbox"],
      });
      await browser.close();
      return executablePath;
    } catch {
      console.error(`${executablePath} does not start.`);
    }
  }
  return null;
}
