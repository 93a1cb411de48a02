// The text of a policy -> the policy, or every reason why it is none.
import type { Defect, PlacedDefect } from "./defect";
import { checkPolicy } from "./check-policy";
import { type Policy, policySchema } from "./model";
import { readText } from "./read-text";

export type ReadPolicy =
  /** `doubts` forbid publishing; evaluating fails closed where they matter. */
  { ok: true; policy: Policy; doubts: PlacedDefect[] } | { ok: false; defects: PlacedDefect[] };

/** How many are shown: a text that is something else altogether has thousands. */
const MOST_DEFECTS = 100;

/** Never throws, whatever the text. Defects stand in the order of the text. */
export function readPolicy(text: string): ReadPolicy {
  const read = readText(text);
  if (!read.ok) return { ok: false, defects: read.defects.slice(0, MOST_DEFECTS) };
  const placed = (defects: readonly Defect[]): PlacedDefect[] =>
    defects
      .slice(0, MOST_DEFECTS)
      .map(read.place)
      .toSorted((a, b) => a.line - b.line || a.column - b.column);

  const parsed = policySchema.safeParse(read.value);
  if (parsed.success) {
    return { ok: true, policy: parsed.data, doubts: placed(checkPolicy(parsed.data)) };
  }
  const defects = parsed.error.issues.flatMap((issue): Defect[] => {
    const { path, message } = issue;
    if (issue.code !== "unrecognized_keys") return [{ path, message }];
    return issue.keys.map((key) => ({ path: [...path, key], message: "is no member of this" }));
  });
  return { ok: false, defects: placed(defects) };
}
