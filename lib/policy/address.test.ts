import { describe, expect, test } from "vitest";
import {
  lineNumber,
  parseCompareAddress,
  parseDraftsAddress,
  parseExportAddress,
  parseVersionsCursor,
  versionNumber,
} from "./address";

describe("addresses of drafts and versions", () => {
  test("take what is known and leave out the rest", () => {
    expect(parseDraftsAddress({ state: "published", cursor: "drf_1" })).toEqual({
      state: "published",
      cursor: "drf_1",
    });
    expect(parseDraftsAddress({ state: ["all", "open"], cursor: " " })).toEqual({});
    expect(parseCompareAddress({ from: "1", to: ["2", "3"], x: "y" })).toEqual({
      from: "1",
      to: "2",
    });
    expect(parseExportAddress({ target: "somewhere", issuer: "https://idp" })).toEqual({
      target: "agentgateway",
      issuer: "https://idp",
    });
  });

  test.each([
    ["7", 7],
    ["2147483647", 2_147_483_647],
    ["2147483648", null],
    ["0", null],
    ["07", null],
    ["-1", null],
    ["1e3", null],
    ["", null],
    [undefined, null],
  ])("read %s as the version %s", (text, number) => {
    expect(versionNumber(text)).toBe(number);
    expect(parseVersionsCursor({ cursor: text })).toBe(number === null ? undefined : text);
    expect(lineNumber({ line: text })).toBe(number);
  });
});
