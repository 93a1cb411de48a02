import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";

/** What each part of the build is made from, and what it leaves behind. */
const parts = {
  server: {
    from: [
      "lib",
      "db",
      "server",
      "package-lock.json",
      "tsconfig.json",
      "scripts/server-bundle.mjs",
    ],
    to: ["dist/main.mjs", "dist/ingest-thread.mjs", "dist/cli.mjs"],
  },
  pages: {
    from: [
      "app",
      "components",
      "lib",
      "db",
      "public",
      "next.config.ts",
      "postcss.config.mjs",
      "proxy.ts",
      "instrumentation.ts",
      "package-lock.json",
      "tsconfig.json",
    ],
    to: [".next/BUILD_ID"],
  },
};
export const partNames = Object.keys(parts);

/** Those of the named parts that were not built from the sources as they are now. */
export function staleParts(names) {
  const stamps = readStamps();
  return names.filter((name) => {
    const made = parts[name].to.every((file) => existsSync(join(root, file)));
    return !made || stamps[name] !== fingerprint(name);
  });
}

/** A digest of a part's sources. Take it before building: sources may change meanwhile. */
export function fingerprint(name) {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
  for (const file of parts[name].from.flatMap(filesIn)) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

export function recordBuilt(name, digest) {
  writeFileSync(join(root, "dist/.stamp"), JSON.stringify({ ...readStamps(), [name]: digest }));
}

function readStamps() {
  try {
    return JSON.parse(readFileSync(join(root, "dist/.stamp"), "utf8"));
  } catch {
    return {};
  }
}

function filesIn(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .toSorted()
    .flatMap((name) => filesIn(`${path}/${name}`))
    .filter((file) => !/\.test\.tsx?$|\/testing\/|\/cases\/|\.md$/.test(file));
}
