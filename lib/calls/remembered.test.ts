import { describe, expect, it } from "vitest";
import { parseRemembered, REMEMBERED_COOKIE, rememberedCookie } from "./remembered";

const valueOf = (line: string) =>
  decodeURIComponent(line.slice(REMEMBERED_COOKIE.length + 1).split(";")[0] ?? "");

describe("what a browser remembers", () => {
  it("comes back for the member, and for no other", () => {
    const chosen = { cols: "time,pair,tool:220", drawer: 600 };
    const value = valueOf(rememberedCookie("mem_1", chosen));
    expect(parseRemembered(value, "mem_1")).toEqual(chosen);
    expect(parseRemembered(value, "mem_2")).toEqual({});
  });

  it.each([undefined, "", "%%%", "member=mem_1&drawer=wide", "member=mem_1&cols=mood&drawer=-5"])(
    "%j is as nothing",
    (text) => {
      const { cols, drawer } = parseRemembered(text, "mem_1");
      expect([cols, drawer]).toEqual([undefined, undefined]);
    },
  );

  it("forgets columns that are gone, and keeps the rest", () => {
    expect(parseRemembered("member=m&cols=time,pair,mood,flags", "m").cols).toBe("time,pair,flags");
  });
});
