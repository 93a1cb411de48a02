// The calls around a call: of its session, or of what else ties calls together.
import { factsOf } from "./facts";
import { around } from "./pivots";
import { isText } from "./query-language/nodes";
import { printQuery } from "./query-language/print";
import type { CallRow } from "./view";

export type Surroundings = {
  by: "session" | "trace" | "caller";
  q: string;
  from: string;
  to: string;
};

/** By the session; without one by the trace, and without that by the caller. Null: nothing ties it to others. */
export function surroundingsOf(call: CallRow): Surroundings | null {
  for (const { by, column } of TIES) {
    const fact = factsOf(call, column).find(({ field }) => field === by);
    if (fact?.value)
      return { by, q: printQuery({ terms: [isText(by, fact.value)] }), ...around(call) };
  }
  return null;
}

const TIES = [
  { by: "session", column: "session" },
  { by: "trace", column: "trace" },
  { by: "caller", column: "pair" },
] as const;
