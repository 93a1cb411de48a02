import { expect, test } from "vitest";
import { countdown, remaining } from "./remaining";

test.each([
  [-5_000, "0:00"],
  [0, "0:00"],
  [1, "0:01"],
  [59_000, "0:59"],
  [581_000, "9:41"],
  [11_381_000, "3:09:41"],
  [187_200_000, "2 d 4 h"],
])("%d ms left read %s", (ms, words) => {
  expect(countdown(ms)).toBe(words);
});

const half = { requestedAt: "2026-01-01T00:00:00Z", decideUntil: "2026-01-01T00:10:00Z" };

test("the share that is left goes from one to zero, and no further", () => {
  const at = (minute: string) => remaining(half, Date.parse(`2026-01-01T00:${minute}:00Z`)).share;
  expect([at("00"), at("05"), at("10"), at("20")]).toEqual([1, 0.5, 0, 0]);
  expect(remaining(half, Date.parse("2025-12-31T23:59:00Z")).share).toBe(1);
});
