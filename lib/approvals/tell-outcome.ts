// Tells people and the gateway what became of an approval, in the transaction of it.
import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { randomId } from "../ids";
import { enqueue } from "../notify/enqueue";
import { routes } from "../routes";
import type { State } from "./model";
import { decidedNotice, glassNotice, waitingNotice } from "./notices";
import { SENTENCE, SENTENCE_JOINS, type WithSentence } from "./read-sentence";
import { statusOf } from "./task-view";

type Told = WithSentence & {
  state: State;
  reason: string | null;
  by: string[];
  breakGlass: boolean;
  minutes: number;
  channel: string | null;
  callbackState: string | null;
  events: string[] | null;
};

/** To be called once for each approval that now waits. */
export async function tellWaiting(tx: Db, id: string): Promise<void> {
  const told = await read(tx, id);
  if (told === undefined) return;
  const message = { ...waitingNotice(told), path: routes.approval(id) };
  await enqueue(tx, { event: "approval.waiting", dedupeKey: `approval/${id}/waiting`, message });
}

/** To be called once for each transition out of a state. */
export async function tellOutcome(tx: Db, id: string): Promise<void> {
  const told = await read(tx, id);
  if (told === undefined) return;
  const { state, breakGlass } = told;
  const notice = breakGlass && state === "approved" ? glassNotice(told) : decidedNotice(told);
  const message = { ...notice, path: routes.approval(id) };
  const event =
    breakGlass && state === "approved"
      ? "approval.glass_broken"
      : state === "expired"
        ? "approval.expired"
        : "approval.decided";
  if (state !== "used") {
    await enqueue(tx, { event, dedupeKey: `approval/${id}/${state}`, message });
  }
  const status = statusOf(state);
  if (told.channel === null || state === "used" || !told.events?.includes(status)) return;
  const callback = { id, status, state: told.callbackState };
  await tx.execute(sql`
    INSERT INTO outbox (id, channel_id, event, dedupe_key, message)
    VALUES (${randomId("msg")}, ${told.channel}, 'approval.callback',
            ${`approval/${id}/${state}`}, ${JSON.stringify({ ...message, callback })})
    ON CONFLICT (channel_id, dedupe_key) DO NOTHING`);
}

async function read(tx: Db, id: string): Promise<Told | undefined> {
  const [told] = await tx.execute<Told>(sql`
    SELECT a.state, a.reason, a.break_glass AS "breakGlass", ${SENTENCE} AS sentence,
           ARRAY(SELECT coalesce(m.name, m.email) FROM approval_vote v
                 JOIN member m ON m.id = v.member_id WHERE v.approval_id = a.id
                 ORDER BY v.voted_at) AS by,
           ceil(extract(epoch FROM a.decide_until - now()) / 60)::int AS minutes,
           a.callback_channel AS channel, a.callback_state AS "callbackState",
           a.callback_events AS events
    FROM approval a ${SENTENCE_JOINS} WHERE a.id = ${id}`);
  return told;
}
