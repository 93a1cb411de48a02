import type { DelegationView } from "@/lib/approvals/around-view";

export type DelegationState = "coming" | "now" | "over" | "ended";

/** How it stands at an instant, in milliseconds since the epoch. Pure. */
export function delegationState(
  { startsAt, endsAt, endedAt }: Pick<DelegationView, "startsAt" | "endsAt" | "endedAt">,
  now: number,
): DelegationState {
  // One that ran out is ended at its end, when the next one is named.
  if (Date.parse(endsAt) <= now) return endedAt !== null && endedAt < endsAt ? "ended" : "over";
  if (endedAt !== null) return "ended";
  return now < Date.parse(startsAt) ? "coming" : "now";
}

export function isOver(delegation: DelegationView, now: number): boolean {
  const state = delegationState(delegation, now);
  return state === "over" || state === "ended";
}

export const DELEGATION_WORDS: Record<DelegationState, string> = {
  coming: "begins later",
  now: "in force",
  over: "over",
  ended: "ended early",
};
