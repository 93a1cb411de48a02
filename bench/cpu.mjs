import { readdirSync, readFileSync } from "node:fs";

/**
 * Seconds of CPU that a process, its children and those that ended have used so far (proc(5),
 * stat); NaN where there is no /proc.
 */
export function cpuOf(pid) {
  try {
    const own = fieldsOf(pid);
    let ticks = own[11] + own[12] + own[13] + own[14];
    for (const name of readdirSync("/proc")) {
      const child = /^\d+$/.test(name) ? tryFieldsOf(name) : undefined;
      if (child && child[1] === Number(pid)) ticks += child[11] + child[12];
    }
    return ticks / 100;
  } catch {
    return Number.NaN;
  }
}

/** The fields from `state` on: [1] parent, [11] utime, [12] stime, [13] and [14] of ended children. */
function fieldsOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
}

function tryFieldsOf(pid) {
  try {
    return fieldsOf(pid);
  } catch {
    return undefined;
  }
}
