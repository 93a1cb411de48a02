import { expect, test } from "vitest";
import { delegationState } from "./delegation-state";

const startsAt = "2026-11-10T00:00:00Z";
const endsAt = "2026-11-20T00:00:00Z";

test.each([
  ["before it begins", "2026-11-09T23:59:59Z", null, "coming"],
  ["from its first instant", startsAt, null, "now"],
  ["until its end, which is no part of it", endsAt, null, "over"],
  ["ended on the way", "2026-11-12T00:00:00Z", "2026-11-11T00:00:00Z", "ended"],
  ["ended on the way, long after", "2027-01-01T00:00:00Z", "2026-11-11T00:00:00Z", "ended"],
  ["run out and written down so", "2027-01-01T00:00:00Z", endsAt, "over"],
])("a deputy, %s", (_, now, endedAt, state) => {
  expect(delegationState({ startsAt, endsAt, endedAt }, Date.parse(now))).toBe(state);
});
