import { describe, expect, it } from "vitest";
import { parseQuery } from "../calls/query-language/parse";
import { blockQuery } from "./block-query";

describe("blockQuery", () => {
  it.each([
    [{ subject: "anyone", resource: "tool:*/*" }, "type:tool.call tool:*/*"],
    [
      { subject: "person:alice", resource: "tool:github/delete_*" },
      "caller:person:alice type:tool.call tool:github/delete_*",
    ],
    [{ subject: "principal:https://idp.example|00u|1" }, "caller:https://idp.example|00u|1"],
    [{ subject: "client:claude" }, "client:id:claude"],
    [{ subject: "group:eng" }, "group:eng"],
    [{ credential: "jira-admin" }, "credential:jira-admin"],
    [{ resource: "resource:files/a%2Fb" }, "type:resource.read tool:files/a/b"],
    [{ resource: "tool:git*/x%2A*" }, String.raw`type:tool.call tool:git*/x\**`],
  ])("of %j is %s", (what, q) => {
    const made = blockQuery(what) ?? "";
    const [read, wanted] = [parseQuery(made), parseQuery(q)];
    expect(read.ok && wanted.ok).toBe(true);
    expect(bare(read)).toEqual(bare(wanted));
  });

  it("is none of what cannot be read, or is no call", () => {
    expect(blockQuery({ subject: "alice" })).toBeNull();
    expect(blockQuery({ resource: "tool:github" })).toBeNull();
    expect(blockQuery({ resource: "record:*/r1" })).toBeNull();
  });
});

/** Without the places in the text. */
function bare(read: ReturnType<typeof parseQuery>): unknown {
  return JSON.parse(JSON.stringify(read, (key, value) => (key === "at" ? undefined : value)));
}
