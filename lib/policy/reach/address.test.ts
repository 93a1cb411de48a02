import { expect, test } from "vitest";
import { parseAccessAddress } from "./address";

test.each([
  [{ tool: "jira/create_issue" }, { tool: "jira/create_issue" }],
  [{ tool: "tool:jira/create_issue" }, { tool: "jira/create_issue" }],
  [{ tool: "tool:jira/a%2Fb" }, { tool: "jira/a%2Fb" }],
  [{ tool: "jira/*" }, {}],
  [{ tool: "tool:jira" }, {}],
  [{ tool: "a/b/c" }, {}],
  [{ subject: "person:ada", tool: "a/b" }, { subject: "person:ada" }],
])(
  "an address names a tool with or without its type, and what is none is left out",
  (raw, read) => {
    expect(parseAccessAddress(raw)).toEqual(read);
  },
);
