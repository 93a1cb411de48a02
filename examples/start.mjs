// Bundles a TypeScript example and runs it: `node examples/start.mjs FOLDER [arguments]`.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { root } from "../scripts/root.mjs";

const [folder, ...rest] = process.argv.slice(2);
const outfile = join(root, "dist", "examples", `${folder}.mjs`);
mkdirSync(join(root, "dist", "examples"), { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: [join(root, "examples", folder, "main.ts")],
  outfile,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  packages: "external",
  logLevel: "warning",
});
process.argv.splice(1, Number.POSITIVE_INFINITY, outfile, ...rest);
await import(pathToFileURL(outfile).href);
