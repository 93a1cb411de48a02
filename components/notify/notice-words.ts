import type { ChannelKind, Notice } from "@/lib/notify/model";

/** What a channel can be told, in words. */
export const NOTICE_WORDS: Record<Notice, { name: string; detail: string }> = {
  "verdict.severe": {
    name: "Critical and high verdicts",
    detail: "With counts and a link to the calls; one message a source and hour at most",
  },
  "source.silent": {
    name: "A source fell silent",
    detail: "It was sending, and now pauses twice as long as it ever did in a week",
  },
  "rule.ending": {
    name: "A rule ends soon",
    detail: "A rule of the policy that has an end; a day and an hour before it",
  },
  "quarantine.growing": {
    name: "Quarantine grows",
    detail: "More records of a source could not be read; one message a source and hour at most",
  },
  "approval.waiting": {
    name: "A call waits for an approval",
    detail: "With what is asked for whom, and a link to decide it",
  },
  "approval.decided": {
    name: "An approval was decided",
    detail: "Approved, denied, taken back, cancelled or voided, and by whom",
  },
  "approval.expired": {
    name: "An approval expired",
    detail: "Nobody decided, or the call did not run in time",
  },
  "approval.glass_broken": {
    name: "A held call was let through",
    detail: "Somebody decided past everybody who was to be asked; it waits for a review",
  },
  "approval.held_back": {
    name: "A caller is held back",
    detail: "So many of its calls wait for approvals that more are refused; once an hour at most",
  },
};

export const KIND_WORDS: Record<ChannelKind, string> = {
  webhook: "Webhook",
  slack: "Slack-compatible",
  email: "E-mail",
};

/** The words for an event of the outbox. */
export function eventWords(event: string): string {
  return Object.entries(NOTICE_WORDS).find(([name]) => name === event)?.[1].name ?? event;
}
