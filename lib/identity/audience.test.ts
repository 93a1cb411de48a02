import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { audienceFit, canonicalUri } from "./audience";

const RESOURCE = "https://mcp.tracker.example/mcp";

describe("audienceFit", () => {
  it.each([
    [RESOURCE, "exact"],
    ["https://mcp.tracker.example/mcp/", "normalized"],
    ["HTTPS://MCP.tracker.EXAMPLE/mcp", "normalized"],
    ["https://mcp.tracker.example:443/mcp", "normalized"],
    ["https://mcp.tracker.example:/mcp", "normalized"],
    ["https://mcp.tracker.example/mcp#part", "normalized"],
    ["https://mcp.tracker.example/mcp//", "no"],
    ["https://mcp.tracker.example/MCP", "no"],
    ["https://mcp.tracker.example/m%63p", "no"],
    ["https://mcp.tracker.example/x/../mcp", "no"],
    ["https://mcp.tracker.example/mcp?tenant=1", "no"],
    ["https://mcp.tracker.example/mcp/?", "no"],
    ["https://mcp.tracker.example:80/mcp", "no"],
    ["https://mcp.tracker.example.evil.example/mcp", "no"],
    ["https://mcp.tracker.example@evil.example/mcp", "no"],
    ["http://mcp.tracker.example/mcp", "no"],
    ["mcp.tracker.example/mcp", "no"],
    ["", "no"],
  ] as const)("%s: %s", (audience, fit) => {
    expect(audienceFit([audience], RESOURCE)).toBe(fit);
  });

  it("fits when any member of a list fits, in either direction of the trailing slash", () => {
    expect(audienceFit(["https://other.example", RESOURCE], RESOURCE)).toBe("exact");
    expect(audienceFit([RESOURCE], `${RESOURCE}/`)).toBe("normalized");
    expect(audienceFit(["https://root.example"], "https://root.example/")).toBe("normalized");
    expect(audienceFit([], RESOURCE)).toBe("no");
  });

  it("keeps a slash that ends a query", () => {
    expect(audienceFit([`${RESOURCE}?next=/`], `${RESOURCE}?next=`)).toBe("no");
  });
});

describe("canonicalUri", () => {
  it.each([
    ["http://[::1]:80/a", "http://[::1]/a"],
    ["http://[::1]:8080/a", "http://[::1]:8080/a"],
    ["https://User:Secret@HOST.example:443", "https://User:Secret@host.example"],
    ["URN:Example:Tool#x", "urn:Example:Tool"],
    ["api://0A1B", "api://0a1b"],
    ["edge-upstream", "edge-upstream"],
    ["no scheme#kept", "no scheme#kept"],
  ])("%s -> %s", (text, canonical) => {
    expect(canonicalUri(text)).toBe(canonical);
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withFragments: true })), (text) => {
        expect(canonicalUri(canonicalUri(text))).toBe(canonicalUri(text));
      }),
    );
  });
});
