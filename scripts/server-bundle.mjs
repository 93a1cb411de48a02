import { join } from "node:path";
import { root } from "./root.mjs";

/** esbuild's options for the server, its threads and the command line: our own code in one file each, packages left outside. */
export const serverBundle = {
  absWorkingDir: root,
  entryPoints: {
    main: join(root, "server/main.ts"),
    "ingest-thread": join(root, "server/ingest-thread.ts"),
    cli: join(root, "server/cli.ts"),
  },
  outdir: join(root, "dist"),
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
  plugins: [
    {
      name: "server-only",
      setup(build) {
        // The package refuses to load outside a React server; here everything is on the server.
        build.onResolve({ filter: /^server-only$/ }, () => ({
          path: "server-only",
          namespace: "empty",
        }));
        build.onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "" }));
      },
    },
  ],
};
