import { describe, expect, it } from "vitest";
import { COLUMN_KEYS, type ColumnKey } from "./columns";
import { factsOf } from "./facts";
import { around, pivotsOf, setAside } from "./pivots";
import { parseQuery } from "./query-language/parse";
import { printQuery } from "./query-language/print";
import { type CallRow, callRowSchema } from "./view";

const CALL: CallRow = callRowSchema.parse({
  id: "call_1",
  index: 7,
  time: "2026-11-20T10:00:00Z",
  type: "tool.call",
  source: { id: "src_1", name: "edge gw" },
  caller: {
    identity: {
      id: "prn_1",
      principal: { iss: "https://idp.example", sub: "00gina" },
      person: { id: "gina", name: "Gina Ferrari" },
      name: "Gina",
      email: null,
    },
    evidence: "validated",
  },
  client: { id: "desk", name: "Desk agent" },
  session: "ab".repeat(32),
  server: "wiki",
  tool: "delete page",
  ranAs: {
    identity: {
      id: "prn_2",
      principal: { iss: "https://wiki.example", sub: "svc-wiki" },
      person: null,
      name: null,
      email: null,
    },
    kind: "api_key",
    evidence: "observed",
    credential: { fingerprint: "cd".repeat(32), label: "wiki-admin" },
  },
  relation: "other_person",
  verdict: "mismatch",
  flags: ["shared_credential"],
  severity: "high",
  decision: null,
  outcome: "ok",
  durationMs: 41,
  approvalId: null,
  traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
});

function changesOf(column: ColumnKey, q = "is:denied", at = 0) {
  const fact = factsOf(CALL, column)[at];
  if (!fact) throw new Error(`no fact ${at} in ${column}`);
  const pivots = pivotsOf(fact, CALL, { q, from: "-7d" });
  return Object.fromEntries(pivots.map(({ label, change }) => [label, change]));
}

describe("pivots", () => {
  it.each<[ColumnKey, number, string, string]>([
    ["pair", 0, "outcome:denied caller:person:gina", "outcome:denied -caller:person:gina"],
    [
      "pair",
      1,
      "outcome:denied ranas:https://wiki.example|svc-wiki",
      "outcome:denied -ranas:https://wiki.example|svc-wiki",
    ],
    [
      "tool",
      0,
      'outcome:denied tool:"wiki/delete page"',
      'outcome:denied -tool:"wiki/delete page"',
    ],
    ["source", 0, 'outcome:denied source:"edge gw"', 'outcome:denied -source:"edge gw"'],
    [
      "ranasperson",
      0,
      "outcome:denied ranas:https://wiki.example|svc-wiki",
      "outcome:denied -ranas:https://wiki.example|svc-wiki",
    ],
    ["client", 0, "outcome:denied client:id:desk", "outcome:denied -client:id:desk"],
    [
      "relation",
      0,
      "outcome:denied relation:other_person",
      "outcome:denied -relation:other_person",
    ],
  ])("%s %d narrows and excludes beside what is asked already", (column, at, only, exclude) => {
    expect(changesOf(column, "outcome:denied", at)).toMatchObject({
      Only: { q: only },
      Exclude: { q: exclude },
    });
  });

  it("a call without the fact leads to those without it, once", () => {
    const first = changesOf("decision")["Only without decision"];
    expect(first).toEqual({ q: "outcome:denied -has:decision" });
    expect(changesOf("decision", first?.q)["Only without decision"]).toEqual(first);
  });

  it("the time leads to what happened around it, and keeps the query", () => {
    expect(Object.values(changesOf("time"))).toEqual([
      { from: "2026-11-20T09:55:00.000Z", to: "2026-11-20T10:05:00.000Z" },
    ]);
  });

  it("a session and a credential ask another question", () => {
    expect(changesOf("session")["Same session ± 5 minutes"]).toEqual({
      q: `session:${"ab".repeat(32)}`,
      ...around(CALL),
    });
    expect(changesOf("credential")["Everyone who ran as this"]).toEqual({
      q: `credential:${"cd".repeat(32)}`,
    });
  });

  it("every one of every column is a query that can be read, printed as it is", () => {
    for (const column of COLUMN_KEYS)
      for (const fact of factsOf(CALL, column))
        for (const { change } of pivotsOf(fact, CALL, { q: "is:match" })) {
          const q = change && "q" in change ? (change.q ?? "") : "";
          const parsed = parseQuery(q);
          expect(parsed.ok && printQuery(parsed.query)).toBe(q);
        }
  });

  it("nothing is added to a query that cannot be read", () => {
    for (const column of ["outcome", "decision", "took"] as const)
      expect(Object.values(changesOf(column, "tool:("))).toEqual([null, null]);
  });
});

describe("what a pivot sets aside", () => {
  const before = { q: "verdict:mismatch tool:a", from: "-7d" };
  it.each([
    [{ ...before, q: "verdict:mismatch tool:a -outcome:ok" }, null],
    [
      { ...before, q: "tool:a" },
      { q: "verdict:mismatch", range: false },
    ],
    [
      { q: "session:x", from: "2026-11-20" },
      { q: "verdict:mismatch tool:a", range: true },
    ],
    [
      { ...before, from: "-1h" },
      { q: "", range: true },
    ],
  ])("%j", (after, aside) => {
    expect(setAside(before, after)).toEqual(aside);
  });
});
