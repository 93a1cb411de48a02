// Which calls stand around a held one, as the calls page would be asked for them. Pure.
import { identityValue } from "@/lib/calls/filters";
import type { CallsAddress } from "@/lib/routes";
import { isText } from "@/lib/calls/query-language/nodes";
import { printQuery } from "@/lib/calls/query-language/print";
import type { ApprovalDetail } from "@/lib/approvals/view";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
type Asked = Required<Pick<CallsAddress, "q" | "from" | "to">>;

/** Of the same session, from a day before it was asked until now; null where it names none. */
export function sessionCalls({ session, requestedAt, now }: ApprovalDetail): Asked | null {
  if (session === null) return null;
  const from = Date.parse(requestedAt) - DAY_MS;
  return { q: printQuery({ terms: [isText("session", session)] }), ...range(from, now) };
}

/** Of this caller with this tool, in the 30 days before now; null where either is not named. */
export function similarCalls({ caller, server, tool, now }: ApprovalDetail): Asked | null {
  if (caller === null || server === null || tool === null) return null;
  const terms = [isText("caller", identityValue(caller)), isText("tool", `${server}/${tool}`)];
  return { q: printQuery({ terms }), ...range(Date.parse(now) - 30 * DAY_MS, now) };
}

/** On whole hours: what is asked again and again stays the same question. */
function range(from: number, now: string): { from: string; to: string } {
  const to = Math.ceil(Date.parse(now) / HOUR_MS) * HOUR_MS;
  const start = Math.floor(from / HOUR_MS) * HOUR_MS;
  return { from: new Date(start).toISOString(), to: new Date(to).toISOString() };
}
