import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      // The package throws outside a React server; in tests every module is on the server.
      { find: /^server-only$/, replacement: `${root}db/testing/server-only.ts` },
    ],
  },
  test: {
    environment: "node",
    // Files share a worker's modules, as requests share a server's: loading them anew for each file
    // took as long as the tests.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{lib,components,server,db,app,scripts,examples}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "**/node_modules/**"],
          // A property with thousands of cases is no timing test, also on a busy machine.
          testTimeout: 60_000,
          // Every core: left alone, vitest keeps one for itself, which is half of two.
          maxWorkers: "100%",
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["{lib,components,server,db}/**/*.db.test.ts"],
          globalSetup: ["db/testing/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          // After the pure tests: projects that run side by side must agree on their workers.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
