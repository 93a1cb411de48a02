// Which changes of the policy share one mark over the bars. Pure.
import type { PolicyChange } from "@/lib/policy/change-view";

/** Marks nearer than this stand as one, in parts of the width: their words must not lie over each other. */
const NEAR = 1 / 14;
type Version = Extract<PolicyChange, { kind: "version" }>;

export type MarkGroup = {
  /** When the oldest was made. */
  since: string;
  /** Of the newest, in parts of the width. */
  place: number;
  /** Oldest first. */
  versions: Version[];
  blocks: Exclude<PolicyChange, Version>[];
};

/** Where a change stands between both ends (milliseconds since the epoch), from 0 to 1. */
export function placeOf({ at }: PolicyChange, from: number, to: number): number {
  return (Date.parse(at) - from) / (to - from);
}

/** Oldest first; `changes` are newest first, as the API lists them. */
export function markGroups(changes: readonly PolicyChange[], from: number, to: number) {
  const groups: MarkGroup[] = [];
  let start = -Infinity;
  for (const change of changes.toReversed()) {
    const place = placeOf(change, from, to);
    let group = groups.at(-1);
    if (group === undefined || place - start >= NEAR) {
      group = { since: change.at, place, versions: [], blocks: [] };
      groups.push(group);
      start = place;
    }
    group.place = place;
    if (change.kind === "version") group.versions.push(change);
    else group.blocks.push(change);
  }
  return groups;
}
