// Why an approval was not redeemed, in words for the gateway's log.

export type Refusal =
  | "unknown"
  | "pending"
  | "denied"
  | "expired"
  | "cancelled"
  | "voided"
  | "used"
  | "revoked"
  | "differs"
  | "asks_others"
  | "requester_revoked"
  | "not_entitled"
  | "moving";

export const REFUSAL_WORDS: Record<Refusal | "inexact", string> = {
  unknown: "No approval of this source has this id.",
  pending: "Nobody has approved it yet.",
  denied: "It was denied.",
  expired: "Its time is over: nobody decided, or it was not used in time.",
  cancelled: "The request was cancelled.",
  voided: "The policy changed after it was asked for.",
  used: "It was used already, and an approval is good for one call.",
  revoked: "It was taken back.",
  differs: "This call is not the one that was approved.",
  asks_others: "As it is asked now, other people have to say yes than those who did.",
  requester_revoked: "The caller's access was revoked.",
  not_entitled: "Somebody who approved it may no longer decide.",
  moving: "The policy is changing; ask again.",
  inexact:
    "A number in the call is written with more than a double holds, and cannot be approved exactly; write it as text.",
};
