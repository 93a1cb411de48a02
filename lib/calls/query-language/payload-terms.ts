import { FIELDS } from "./fields";
import type { Query, Term } from "./model";
import { termsOf } from "./nodes";

/**
 * The terms that look inside payloads: who asks them needs `payload:read`. Whether there are
 * arguments or a result at all is no secret.
 */
export function payloadTerms(query: Query): Term[] {
  return termsOf(query).filter(
    (term) =>
      term.kind !== "text" &&
      FIELDS[term.field].payload === true &&
      (term.field === "ip" || term.path !== undefined),
  );
}
