import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";

export function hasModules() {
  return existsSync(join(root, "node_modules"));
}

/**
 * Whether node_modules holds what package-lock.json asks for, by the record that npm writes there
 * at the end of each complete installation.
 */
export function isInstalled(dev) {
  const wanted = read("package-lock.json");
  const present = read("node_modules/.package-lock.json");
  if (!wanted || !present) return false;
  return (
    Object.entries(wanted).every(([path, entry]) => isThere(path, entry, present, dev)) &&
    Object.values(present).every(fitsThisMachine)
  );
}

function isThere(path, entry, present, dev) {
  const needed = path !== "" && !entry.optional && !entry.devOptional && (dev || !entry.dev);
  return !needed || present[path]?.version === entry.version;
}

/** A folder copied from another machine holds programs for that one. */
function fitsThisMachine({ os, cpu }) {
  return allows(os, process.platform) && allows(cpu, process.arch);
}

function allows(list, value) {
  if (!list) return true;
  return (
    list.includes(value) ||
    (list.every((item) => item.startsWith("!")) && !list.includes(`!${value}`))
  );
}

function read(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), "utf8")).packages;
  } catch {
    return null;
  }
}
