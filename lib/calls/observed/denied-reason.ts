import { type Pool, rfc3339 } from "../../../db/client";
import { decisionTime } from "../../decisions/decision-id";
import { REASON_WORDS } from "../../decisions/words";
import type { Reason } from "../../identity/model";
import { EFFECTS, REASONS } from "../../policy/model";
import { z } from "zod";
import type { Envelope } from "../stored-record";

const decided = z.object({ at: z.string(), effect: z.enum(EFFECTS), reason: z.enum(REASONS) });

/** What `executed_after_deny` says of a call, by the decision of its envelope. */
export async function deniedReason({ sql }: Pool, decision: Envelope["decision"]): Promise<Reason> {
  const id = decision?.id;
  const at = id === undefined ? null : decisionTime(id);
  const [row] =
    id === undefined || at === null
      ? []
      : await sql`
          SELECT occurred_at AS at, effect, reason FROM decision
          WHERE occurred_at = ${new Date(at).toISOString()}::timestamptz AND id = ${id}`;
  const rule = "executed_after_deny";
  if (row && row["effect"] !== "allow") return { rule, text: words(decided.parse(row)) };
  return { rule, text: decision?.effect === "deny" ? BY_ITSELF : GONE };
}

const BY_ITSELF = "Its gateway says that it denied the call, and that it ran all the same.";
const GONE = "Ran although the decision that it names refused it; that decision is no longer kept.";

function words({ at, effect, reason }: z.infer<typeof decided>): string {
  const when = rfc3339(at);
  if (effect === "ask") {
    return `Ran although the gateway was told at ${when} to wait for an approval, and names none.`;
  }
  return `Ran although the gateway was answered no at ${when}, because ${REASON_WORDS[reason]}.`;
}
