import { expect, test } from "vitest";
import { parseSourceAddress, quarantineParams } from "./address";

test("an address that was cut or made up leads to the overview and the first page", () => {
  expect(parseSourceAddress({ tab: "secrets", state: "all", cursor: "1; DROP" })).toEqual({});
  expect(parseSourceAddress({ tab: ["keys", "connect"], cursor: ["1", "2"] })).toEqual({});
});

test("an address keeps its part, state and place", () => {
  const address = parseSourceAddress({ tab: "quarantine", state: "settled", cursor: "42" });
  expect(address).toEqual({ tab: "quarantine", state: "settled", cursor: "42" });
  expect(quarantineParams(address)).toEqual({ state: "settled", cursor: "42" });
});
