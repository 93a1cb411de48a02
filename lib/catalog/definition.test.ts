import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { describe, expect, it } from "vitest";
import { readDefinition } from "./definition";
import { readListing } from "./read-listing";

const same = (text: string) => text;
const schema = { type: "object", properties: { repo: { type: "string" } } };

describe("a definition", () => {
  it("is known by the SHA-256 of the JCS of its four members, whatever else it has", () => {
    const covered = { name: "create_issue", description: "Opens an issue.", inputSchema: schema };
    const expected = createHash("sha256")
      .update(canonicalize(covered) ?? "")
      .digest("hex");
    expect(readDefinition(covered, same)?.sha256).toBe(expected);
    const more = { annotations: { readOnlyHint: true }, ...covered, title: "T", _meta: {} };
    expect(readDefinition(more, same)?.sha256).toBe(expected);
    expect(readDefinition({ ...covered, outputSchema: null }, same)?.sha256).toBe(expected);
    expect(readDefinition({ ...covered, outputSchema: {} }, same)?.sha256).not.toBe(expected);
  });

  it("is kept without secrets, and its fingerprint is of what was sent", () => {
    const entry = { name: "t", description: "use KEY", inputSchema: { password: { type: "KEY" } } };
    const found = readDefinition(entry, (text) => text.replace("KEY", "[redacted]"));
    expect(found?.document).toBe(
      '{"description":"use [redacted]","inputSchema":{"password":{"type":"[redacted]"}},"name":"t"}',
    );
    expect(found?.sha256).toBe(readDefinition(entry, same)?.sha256);
  });

  it("over 256 KB is known by its fingerprint alone", () => {
    const found = readDefinition({ name: "t", description: "x".repeat(256 * 1024) }, same);
    expect(found).toMatchObject({ name: "t", document: null });
    expect(found?.bytes).toBeGreaterThan(256 * 1024);
  });

  it("keeps members that an object of ours has by itself", () => {
    const entry: unknown = JSON.parse(
      '{"name":"t","inputSchema":{"__proto__":{"x":1},"toString":2}}',
    );
    expect(readDefinition(entry, same)?.document).toBe(
      '{"inputSchema":{"__proto__":{"x":1},"toString":2},"name":"t"}',
    );
    expect({}).not.toHaveProperty("x");
  });

  it.each([
    ["no object", 7],
    ["no name", { description: "x" }],
    ["an empty name", { name: "" }],
    ["a name that is no text", { name: ["t"] }],
    ["an inherited name", Object.create({ name: "t" })],
    ["a NUL in the name", { name: "a\0b" }],
    ["half a surrogate pair", { name: "a\ud800" }],
    ["half a surrogate pair inside", { name: "a", description: "\udc00" }],
    ["a name of 3,000 bytes", { name: "ü".repeat(1_500) }],
    ["100,000 levels", nested(100_000)],
  ])("is none with %s", (_, entry) => {
    expect(readDefinition(entry, same)).toBeNull();
  });
});

describe("a list", () => {
  it.each([
    ["bare", { tools: [{ name: "a" }, 5] }],
    ["in a JSON-RPC answer", { jsonrpc: "2.0", id: 1, result: { tools: [{ name: "a" }, 5] } }],
  ])("%s is read, and what is no tool is counted", (_, result) => {
    expect(readListing(result, undefined, same)).toMatchObject({
      tools: [{ name: "a" }],
      unread: 1,
      cursor: null,
      next: null,
      filtered: false,
    });
  });

  it("knows its page, and the pages before and after by the same hash", () => {
    const first = readListing({ tools: [], nextCursor: "p2" }, undefined, same);
    const second = readListing({ tools: [] }, { cursor: "p2", filtered: true }, same);
    expect(first?.next).toBe(second?.cursor);
    expect(second).toMatchObject({ next: null, filtered: true });
  });

  it.each([[null], ["text"], [{}], [{ tools: {} }], [{ error: { code: 1 } }]])(
    "%j is none",
    (result) => {
      expect(readListing(result, undefined, same)).toBeNull();
    },
  );
});

function nested(levels: number): unknown {
  let inner: unknown = 1;
  for (let n = 0; n < levels; n++) inner = { a: inner };
  return { name: "deep", inputSchema: inner };
}
