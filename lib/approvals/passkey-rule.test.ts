import { describe, expect, test } from "vitest";
import { isSeasoned, passkeyStanding, wouldBeAlone } from "./passkey-rule";

const HOUR = 3_600_000;
const leads = (person: string, seasoned = false) => ({
  person,
  groups: new Set(["leads"]),
  seasoned,
});

describe("a passkey of less than a day", () => {
  test("is young until the very moment", () => {
    expect(isSeasoned(0, 24 * HOUR - 1)).toBe(false);
    expect(isSeasoned(0, 24 * HOUR)).toBe(true);
  });

  test.each([
    ["is alone where one yes is enough", 1, [], true],
    ["is not where another yes is still missing", 2, [], false],
    ["is alone beside another young one", 2, [leads("bob")], true],
    ["is not beside an older one", 2, [leads("bob", true)], false],
  ])("%s", (_name, count, before, alone) => {
    const steps = [{ from: ["group:leads"], count }];
    expect(wouldBeAlone(steps, before, leads("carol"))).toBe(alone);
  });
});

test.each([
  ["with an old one they are able", { enrolled: [0] }, { able: true, why: null }],
  [
    "with none they are told where one is added",
    { enrolled: [] },
    { able: false, why: "add one", canAdd: true },
  ],
  [
    "where browsers have none, that is said",
    { impossible: "no https" },
    { able: false, why: "no https" },
  ],
  [
    "a young one is told from when",
    { enrolled: [30 * HOUR] },
    { able: false, why: expect.stringContaining("3 Jan 1970, 06:00 (UTC)") },
  ],
  [
    "a young one is no hindrance where it is not alone",
    { enrolled: [30 * HOUR], alone: false },
    { able: true, why: null },
  ],
  ["the oldest one counts", { enrolled: [0, 30 * HOUR] }, { able: true, why: null }],
])("%s", (_name, given, expected) => {
  const asked = {
    enrolled: [0],
    now: 48 * HOUR,
    impossible: null,
    needed: true,
    needs: "add one",
    alone: true,
  };
  expect(passkeyStanding({ ...asked, ...given })).toEqual({
    needed: true,
    canAdd: false,
    ...expected,
  });
});
