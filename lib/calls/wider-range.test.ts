import { expect, test } from "vitest";
import { widerRange } from "./wider-range";

const now = Date.parse("2026-11-20T12:00:00Z");
const wider = (from?: string, to?: string) => widerRange({ from, to }, now);

test("zooming out is three times as long around the same middle, and never beyond now", () => {
  expect(wider("2026-11-20T10:00:00Z", "2026-11-20T10:30:00Z")).toEqual({
    from: "2026-11-20T09:30:00Z",
    to: "2026-11-20T11:00:00Z",
  });
  expect(wider("2026-11-20T11:00:00Z", "2026-11-20T12:00:00Z")).toEqual({
    from: "2026-11-20T09:00:00Z",
    to: "2026-11-20T12:00:00Z",
  });
});

test("what is not between two instants has no way out", () => {
  expect(wider("-24h")).toBeNull();
  expect(wider("-24h", "2026-11-20T12:00:00Z")).toBeNull();
  expect(wider("2026-11-20T12:00:00Z", "2026-11-20T11:00:00Z")).toBeNull();
});
