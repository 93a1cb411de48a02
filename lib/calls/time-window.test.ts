import { describe, expect, it } from "vitest";
import { outsideWindow } from "./time-window";

const received = Date.parse("2026-11-20T12:00:00Z");

describe("the time of an event", () => {
  it.each([
    ["2026-11-20T12:00:00Z", false],
    ["2026-11-20T12:05:00Z", false],
    ["2026-11-20T14:05:00+02:00", false],
    ["2026-10-16T12:00:00Z", false],
    ["2026-10-16T11:59:59.999999Z", true],
    ["2000-01-01T00:00:00Z", true],
  ])("%s is taken (backfill %s)", (time, backfill) => {
    expect(outsideWindow(time, received, backfill)).toBeNull();
  });

  it.each([
    ["2026-11-20T12:05:00.001Z", false, "5 minutes ahead"],
    ["2026-11-20T12:05:00.001Z", true, "5 minutes ahead"],
    ["9999-12-31T23:59:59Z", true, "5 minutes ahead"],
    ["2026-10-16T11:59:59.999999Z", false, "events:backfill"],
    ["1999-12-31T23:59:59.999999Z", true, "2000"],
    ["0000-01-01T00:00:00Z", true, "2000"],
  ])("%s is not taken (backfill %s), and why", (time, backfill, word) => {
    expect(outsideWindow(time, received, backfill)).toContain(word);
  });

  it.each([
    ["2026-11-10T12:00:00Z", null],
    ["2026-08-12T12:00:00Z", null],
    ["2026-08-12T11:59:59.999999Z", "older than 100 days, after which calls are removed here"],
  ])("%s is measured by how long calls are kept", (time, word) => {
    const found = outsideWindow(time, received, true, 100);
    if (word === null) expect(found).toBeNull();
    else expect(found).toContain(word);
  });
});
