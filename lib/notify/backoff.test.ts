import { expect, it } from "vitest";
import { nextTry } from "./backoff";

const DAY_MS = 24 * 3_600_000;
const wait = (attempts: number, chance = 0.5) => nextTry({ attempts, giveUpAt: DAY_MS }, 0, chance);

it("waits 5 seconds, then twice as long each time, an hour at most", () => {
  expect([1, 2, 3, 10, 11, 20, 2_000].map((attempts) => wait(attempts))).toEqual([
    5_000, 10_000, 20_000, 2_560_000, 3_600_000, 3_600_000, 3_600_000,
  ]);
});

it("scatters by a quarter", () => {
  expect([wait(1, 0), wait(1, 1)]).toEqual([3_750, 6_250]);
});

it("gives up where the next try would come too late", () => {
  expect(nextTry({ attempts: 1, giveUpAt: 4_999 }, 0, 0.5)).toBeNull();
  expect(nextTry({ attempts: 1, giveUpAt: 5_000 }, 0, 0.5)).toBe(5_000);
});
