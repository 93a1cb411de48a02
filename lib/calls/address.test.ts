import { describe, expect, it } from "vitest";
import { routes } from "../routes";
import {
  changeAddress,
  frozenAddress,
  listParams,
  liveProblem,
  parseAddress,
  rangeProblem,
} from "./address";

describe("parsing", () => {
  it("takes the first of repeated parameters and nothing it does not know", () => {
    expect(parseAddress({ q: ["is:mismatch", "x"], from: " -7d ", evil: "1", cursor: "" })).toEqual(
      {
        q: "is:mismatch",
        from: "-7d",
      },
    );
  });

  it("survives the way through the URL", () => {
    const address = {
      q: 'tool:github/delete_* "free text" & more',
      from: "2026-11-20T10:00:00Z",
      to: "2026-11-20T11:00:00Z",
      tz: "local",
      cursor: "abc",
      call: "cll_1",
    };
    const url = new URL(routes.calls(address), "http://localhost");
    expect(parseAddress(Object.fromEntries(url.searchParams))).toEqual(address);
  });
});

describe("what the API is asked", () => {
  it("is the last 24 hours, 50 rows, where nothing is said", () => {
    expect(listParams({})).toEqual({ q: "", from: "-24h", to: "", limit: 50, cursor: null });
  });
});

const NOW = Date.parse("2026-11-21T12:00:00Z");

it.each([
  [{}, null],
  [{ from: "all" }, null],
  [{ from: "-1h", to: "-30m" }, null],
  [{ to: "2026-11-20" }, null],
  [{ from: "-30m", to: "-1h" }, "inverted"],
  [{ from: "2026-11-21T12:00:00Z", to: "2026-11-21T12:00:00Z" }, "inverted"],
  [{ from: "banana" }, "unreadable"],
  [{ from: "-1h", to: "soon" }, "unreadable"],
])("the range of %j is %s", (address, problem) => {
  expect(rangeProblem(address, NOW)).toBe(problem);
});

describe("a link to exactly this view", () => {
  it("names instants, and keeps query, zone, page, call, its part and columns", () => {
    const shown = { cursor: "abc", call: "call_1", tab: "session", cols: "time,pair,flags" };
    const here = { q: "is:mismatch", from: "-7d", tz: "local", ...shown };
    expect(frozenAddress(here, NOW)).toEqual({
      ...here,
      from: "2026-11-14T12:00:00.000Z",
      to: "2026-11-21T12:00:00.000Z",
    });
  });

  it("ends now also where the range is open, and is in UTC with the usual columns where nothing is said", () => {
    const end = { to: "2026-11-21T12:00:00.000Z", tz: "utc", cols: "default" };
    expect(frozenAddress({}, NOW)).toEqual({ from: "2026-11-20T12:00:00.000Z", ...end });
    expect(frozenAddress({ from: "all" }, NOW)).toEqual({ from: "all", ...end });
  });
});

describe("changing", () => {
  const here = { q: "is:mismatch", from: "-7d", tz: "local", cursor: "abc", call: "cll_1" };

  it("another query goes back to the first page and keeps range, zone and open call", () => {
    expect(routes.calls(changeAddress(here, { q: "is:unknown" }))).toBe(
      "/calls?q=is%3Aunknown&from=-7d&tz=local&call=cll_1",
    );
  });

  it("opening a call, turning a page or changing the zone keeps the rest", () => {
    expect(changeAddress(here, { call: "cll_2" })).toEqual({ ...here, call: "cll_2" });
    expect(changeAddress(here, { cursor: "def" })).toEqual({ ...here, cursor: "def" });
    expect(changeAddress(here, { tz: undefined })).toEqual({ ...here, tz: undefined });
  });

  it("closing a call closes its part", () => {
    const open = { ...here, tab: "proof", cols: "time,pair" };
    expect(changeAddress(open, { call: "cll_2" }).tab).toBe("proof");
    expect(changeAddress(open, { call: undefined })).toMatchObject({
      tab: undefined,
      cols: "time,pair",
    });
  });

  it("a live view is of the first page and of a range that goes on", () => {
    const older = { ...here, cursor: "o.x" };
    const live = changeAddress(older, { live: "on" });
    expect(live).toMatchObject({ live: "on", cursor: undefined });
    expect(changeAddress(live, { cursor: "o.x" }).live).toBeUndefined();
    expect(changeAddress(live, { from: "-2h", to: "-1h" }).live).toBeUndefined();
    expect(changeAddress(live, { call: "c" }).live).toBe("on");
    expect(frozenAddress(live, Date.parse("2026-11-20T10:00:00Z")).live).toBeUndefined();
    expect(liveProblem({ to: "-1h" })).not.toBeNull();
    expect(liveProblem({ from: "-1h" })).toBeNull();
  });
});
