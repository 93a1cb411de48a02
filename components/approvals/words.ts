// What states and tabs of approvals are called for people.
import type { InboxTab } from "@/lib/approvals/address";
import type { State } from "@/lib/approvals/model";

export const STATE_WORDS: Record<State, string> = {
  pending: "waits",
  approved: "approved",
  denied: "denied",
  expired: "expired",
  cancelled: "cancelled",
  voided: "voided",
  used: "approved and used",
  revoked: "taken back",
};

export const TAB_WORDS: Record<InboxTab, string> = {
  mine: "Mine",
  groups: "My groups",
  decided: "Decided",
  expired: "Expired",
};
