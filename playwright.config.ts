import { existsSync, readFileSync } from "node:fs";
import { defineConfig } from "@playwright/test";

takeOwnServer();

const phoneFiles = "**/*.phone.spec.ts";
const DESK = { width: 1440, height: 900 };

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/global-setup.ts",
  outputDir: "test-results/e2e",
  // Journeys of one file build on each other's data; files run side by side, a server each.
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env["CI"]),
  // One more try where nobody watches; a journey that needed it is listed as flaky.
  retries: process.env["CI"] ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    baseURL: process.env["ONBEHALF_E2E_URL"],
    trace: "on-first-retry",
    screenshot: "only-on-failure",
    launchOptions: { ...browser(), args: launchArguments() },
  },
  projects: [
    // The longest first, so that no worker waits for it at the end.
    { name: "pages", testMatch: "pages/**/*.spec.ts", use: { viewport: DESK } },
    { name: "desktop", testIgnore: [phoneFiles, "pages/**"], use: { viewport: DESK } },
    {
      name: "phone",
      testMatch: phoneFiles,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
  ],
});

/** In a worker: the server of e2e/global-setup.ts that is this worker's alone. */
function takeOwnServer(): void {
  const started = process.env["ONBEHALF_E2E_SERVERS"];
  const worker = process.env["TEST_PARALLEL_INDEX"];
  if (started === undefined || worker === undefined) return;
  const own: { url: string; data: string } = JSON.parse(started)[Number(worker)];
  process.env["ONBEHALF_E2E_URL"] = own.url;
  process.env["ONBEHALF_E2E_DATA"] = own.data;
}

/** What scripts/ensure-browser.mjs found; Playwright's own choice when it was not asked. */
function browser(): { executablePath?: string } {
  const file = new URL("dist/.browser", import.meta.url);
  const path = process.env["ONBEHALF_BROWSER"] ?? (existsSync(file) && readFileSync(file, "utf8"));
  return path ? { executablePath: path } : {};
}

function launchArguments(): string[] {
  return [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
}
