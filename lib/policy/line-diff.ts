// Two texts line by line.
import { structuredPatch } from "diff";

export type DiffLine = {
  kind: "same" | "added" | "removed";
  text: string;
  /** Its number in the earlier and the later text, from 1; null where it is in one only. */
  before: number | null;
  after: number | null;
};
/** Lines that changed with a few around; `skipped`: how many as before stand above it. */
export type Hunk = { skipped: number; lines: DiffLine[] };
export type LineDiff = { hunks: Hunk[]; added: number; removed: number };

const CONTEXT = 3;
/** Lines that may come and go before two texts count as having too little in common. */
const MOST_EDITS = 1_000;

/** Null where too much changed to be shown by lines. Equal texts have no hunk. */
export function diffLines(before: string, after: string): LineDiff | null {
  const patch = structuredPatch("", "", lf(before), lf(after), "", "", {
    context: CONTEXT,
    maxEditLength: MOST_EDITS,
  });
  if (patch === undefined) return null;
  let [added, removed, seen] = [0, 0, 1];
  const hunks = patch.hunks.map(({ oldStart, newStart, lines }): Hunk => {
    let [old, now] = [oldStart, newStart];
    const skipped = oldStart - seen;
    const shown = lines.flatMap((line): DiffLine[] => {
      const text = line.slice(1);
      if (line.startsWith("+")) {
        added += 1;
        return [{ kind: "added", text, before: null, after: now++ }];
      }
      if (line.startsWith("-")) {
        removed += 1;
        return [{ kind: "removed", text, before: old++, after: null }];
      }
      // The rest says that there is no line feed at the end.
      return line.startsWith(" ") ? [{ kind: "same", text, before: old++, after: now++ }] : [];
    });
    seen = old;
    return { skipped: Math.max(skipped, 0), lines: shown };
  });
  return { hunks, added, removed };
}

function lf(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
