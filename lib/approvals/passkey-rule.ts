// Who needs a passkey, and which one is old enough. Pure: the verb and the card ask the same.
import { SEASONED_AFTER_MS } from "../passkeys/model";
import { shortInstant } from "../time-range";
import type { Step } from "./model";
import type { PasskeyStanding } from "./passkey-standing";
import { type Approver, quorum } from "./quorum";

export const NEEDS_PASSKEY =
  "A destructive call is approved with a passkey, not with a sign-in alone; your profile is where one is added.";
/** Said beside the way to one. */
export const HAS_NO_PASSKEY =
  "Approving a destructive call takes a passkey, and you have none yet.";
/** Said before either where it is why. */
export const UNCLASSIFIED = "Nobody has said what this tool does, so it counts as destructive.";
export const GLASS_NEEDS_PASSKEY =
  "Letting a call through past everybody takes a passkey; your profile is where one is added.";

/** `enrolledAt` and `now` in milliseconds since the epoch. */
export function isSeasoned(enrolledAt: number, now: number): boolean {
  return enrolledAt + SEASONED_AFTER_MS <= now;
}

/** Whether this yes would let the call run, and no passkey older than a day is behind any. */
export function wouldBeAlone(
  steps: readonly Step[],
  before: readonly (Approver & { seasoned: boolean })[],
  one: Approver,
): boolean {
  return !before.some(({ seasoned }) => seasoned) && quorum(steps, [...before, one]).complete;
}

/** To be said of a passkey that was added at `enrolledAt`. */
export function tooYoung(enrolledAt: number): string {
  const from = shortInstant(new Date(enrolledAt + SEASONED_AFTER_MS).toISOString(), "UTC");
  return `Your passkey is younger than a day. From ${from} (UTC) on it decides a destructive call alone; until then an older one has to be among those who say yes.`;
}

/** What somebody with these passkeys, oldest first, could do with one. */
export function passkeyStanding(asked: {
  enrolled: readonly number[];
  now: number;
  /** Why there are none at this address. */
  impossible: string | null;
  needed: boolean;
  /** Why none will not do; said where it is needed. */
  needs: string;
  /** The call is destructive and a young passkey would decide it alone. */
  alone: boolean;
}): PasskeyStanding {
  const { enrolled, now, impossible, needed, alone } = asked;
  const no = (why: string, canAdd = false) => ({ needed, able: false, why, canAdd });
  const [oldest] = enrolled;
  if (impossible !== null) return no(impossible);
  if (oldest === undefined) return no(needed ? asked.needs : "You have no passkey yet.", true);
  if (alone && !isSeasoned(oldest, now)) return no(tooYoung(oldest));
  return { needed, able: true, why: null, canAdd: false };
}
