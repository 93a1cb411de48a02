// `node scripts/build.mjs [server] [pages]`: both without arguments.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { build } from "esbuild";
import { root } from "./root.mjs";
import { serverBundle } from "./server-bundle.mjs";
import { fingerprint, partNames, recordBuilt } from "./stamp.mjs";

const makers = {
  server: () => build(serverBundle),
  pages: () => {
    const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
    const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
    const { status } = spawnSync(process.execPath, [next, "build"], { env, stdio: "inherit" });
    if (status !== 0) process.exit(status ?? 1);
  },
};

const asked = process.argv.slice(2);
process.chdir(root);
for (const name of asked.length > 0 ? asked : partNames) {
  const digest = fingerprint(name);
  await makers[name]();
  recordBuilt(name, digest);
}
