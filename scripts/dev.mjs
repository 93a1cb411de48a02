// `npm run dev`: rebuilds the server bundle on change and restarts it; Next reloads pages itself.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { context } from "esbuild";
import { root } from "./root.mjs";
import { serverBundle } from "./server-bundle.mjs";

let server = null;
let queue = Promise.resolve();
let ending = false;

const restartOnBuild = {
  name: "restart",
  setup(build) {
    build.onEnd((result) => {
      if (result.errors.length === 0) queue = queue.then(restart);
    });
  },
};
const bundle = await context({
  ...serverBundle,
  plugins: [...serverBundle.plugins, restartOnBuild],
});
await bundle.watch();

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    ending = true;
    queue = queue.then(stop).then(() => bundle.dispose());
  });
}

async function restart() {
  await stop();
  if (ending) return;
  server = spawn(process.execPath, ["--enable-source-maps", "dist/main.mjs"], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "development", NEXT_TELEMETRY_DISABLED: "1" },
  });
  server.once("exit", (code) => {
    if (code) console.error(`The server ended with ${code}; it starts again at the next change.`);
  });
}

async function stop() {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  server.kill("SIGTERM");
  await once(server, "exit");
}
