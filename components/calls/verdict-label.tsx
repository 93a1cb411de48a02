import type { Verdict } from "@/lib/identity/model";
import { VerdictKnot } from "../identity/verdict-mark";
import { VERDICT_WORDS } from "../identity/verdict-words";

/** A verdict as in the table: its knot and its word. */
export function VerdictLabel({ verdict }: { verdict: Verdict }) {
  return (
    <span data-verdict={verdict} className="inline-flex items-center gap-2 text-v-fg">
      <VerdictKnot shape={verdict} />
      {VERDICT_WORDS[verdict]}
    </span>
  );
}
