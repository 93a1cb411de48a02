import { describe, expect, it } from "vitest";
import { splitFrame } from "../calls/frames";
import { connectWays, KEY_PLACEHOLDER } from "./connect-lines";
import { listFormats } from "./list-formats";

const target = { address: "https://audit.acme.example:8443", source: "edge", key: "ob_1_secret" };

describe("connectWays", () => {
  it.each(listFormats())("fills in address, source and key for $format", (format) => {
    const ways = connectWays({ ...target, format });
    expect(ways.length).toBeGreaterThan(0);
    for (const { id, lines } of ways) {
      if (id === "file") expect(lines).toContain("--source edge");
      else expect(lines).toContain("ob_1_secret");
      if (id === "fluent-bit") expect(lines).toMatch(/Host +audit\.acme\.example\n +Port +8443/);
      else if (id !== "file") expect(lines).toContain(target.address);
    }
  });

  it.each(listFormats())("has nothing of a key that is not shown, for $format", (format) => {
    for (const { lines, id } of connectWays({ ...target, key: null, format }))
      if (id !== "file") expect(lines).toContain(KEY_PLACEHOLDER);
  });

  it("names a content type that is taken, also for text lines", () => {
    for (const format of listFormats()) {
      const lines = connectWays({ ...target, format }).map((way) => way.lines);
      for (const [, type] of lines.join("\n").matchAll(/content-type(?:: | = ")([a-z/-]+)/g))
        expect(splitFrame('{"a":1}\n{"a":2}\n', type)).toMatchObject({ items: { length: 2 } });
    }
  });
});
