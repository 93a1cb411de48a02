// The sentences that people are told. Pure.
import type { Message } from "../notify/model";
import { MOST_PENDING, type State } from "./model";
import { nameText, type Sentence, sentenceText } from "./sentence";

type Notice = Omit<Message, "path">;
type Told = { sentence: Sentence; state: State; reason: string | null; by: readonly string[] };

export function waitingNotice(told: { sentence: Sentence; minutes: number }): Notice {
  const { what, caller } = told.sentence;
  const minutes = `${told.minutes} ${told.minutes === 1 ? "minute" : "minutes"}`;
  return {
    title: `A call of ${nameText(what)} waits for an approval`,
    text: `${sentenceText(told.sentence)}. It denies itself in ${minutes}.`,
    data: { what, caller },
  };
}

const WORDS: Record<State, string> = {
  pending: "waits",
  approved: "was approved",
  denied: "was denied",
  expired: "denied itself: nobody decided, or it was not used, in time",
  cancelled: "is asked for no longer",
  voided: "was voided",
  used: "ran",
  revoked: "was taken back",
};

export function decidedNotice({ sentence, state, reason, by }: Told): Notice {
  const { what, caller } = sentence;
  const who = by.length > 0 ? `, decided by ${by.map((name) => nameText(name)).join(" and ")}` : "";
  return {
    title: `The call of ${nameText(what)} ${WORDS[state]}`,
    text: `${sentenceText(sentence)}. It ${WORDS[state]}${who}${reason === null ? "" : `: ${reason}`}.`,
    data: { what, caller, state },
  };
}

export function heldBackNotice({ caller, source }: { caller: string; source: string }): Notice {
  return {
    title: `${nameText(caller)} is held back: ${MOST_PENDING} calls wait for approvals`,
    text: `${MOST_PENDING} calls of ${nameText(caller)} wait for people. What ${nameText(source)} asks for beyond them is refused until some are decided or expire.`,
    data: { caller, source, waiting: MOST_PENDING },
  };
}

export function glassNotice({ sentence, reason, by }: Told): Notice {
  const { what, caller } = sentence;
  return {
    title: `${nameText(by.at(-1) ?? "Somebody")} let a held call of ${nameText(what)} through`,
    text: `${sentenceText(sentence)}. Nobody of those who were to be asked decided; the reason given is: ${reason ?? ""}. It waits for a review.`,
    data: { what, caller, state: "approved" },
  };
}
