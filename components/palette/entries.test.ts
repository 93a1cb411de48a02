import { expect, it } from "vitest";
import { parseQuery } from "@/lib/calls/query-language/parse";
import { idEntries, searchEntry } from "./entries";

const queryOf = (href: string) => new URL(href, "http://x").searchParams.get("q") ?? "";

it("a call's id opens that call", () => {
  const [entry, ...more] = idEntries(" call_AAZEDZ4b8kAAAAABZS0x ");
  expect(more).toEqual([]);
  expect(new URL(entry?.href ?? "", "http://x").searchParams.get("call")).toBe(
    "call_AAZEDZ4b8kAAAAABZS0x",
  );
});

it.each([
  "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  "0f8fad5b-d9cb-469f-a165-70867728950e",
  "mcp-session-4711",
])("%s is offered as a session, a credential and a trace", (id) => {
  const queries = idEntries(id).map(({ href }) => queryOf(href));
  expect(queries.map((q) => q.split(":")[0])).toEqual(["session", "credential", "trace"]);
  for (const q of queries) expect(parseQuery(q)).toMatchObject({ ok: true });
});

it.each(["alice", "Carol Danvers 2", "tool:github/*", ""])("%s looks like no id", (text) => {
  expect(idEntries(text.startsWith("tool:") ? "github/create" : text)).toEqual([]);
});

it("any words are searched for in calls, unless they are a query", () => {
  expect(searchEntry('rate "limit" OR').map(({ href }) => parseQuery(queryOf(href)))).toMatchObject(
    [{ ok: true, query: { terms: [{ kind: "text" }] } }],
  );
  expect(searchEntry("caller:alice")).toEqual([]);
  expect(searchEntry(" ")).toEqual([]);
});
