import { describe, expect, test } from "vitest";
import { readHistory, withQuery } from "./query-history";

describe("the history of queries", () => {
  test("has the newest first, each once, and thirty at most", () => {
    const queries = Array.from({ length: 35 }, (_, n) => `caller:p${n}`);
    const all = queries.reduce<readonly string[]>(withQuery, []);
    expect(all).toHaveLength(30);
    expect(all[0]).toBe("caller:p34");
    const again = withQuery(all, "caller:p20");
    expect(again[0]).toBe("caller:p20");
    expect(again).toHaveLength(30);
    expect(readHistory(JSON.stringify(again))).toEqual(again);
  });

  test.each(["", "  ", "caller:", "args.repo:acme", "a OR -(b result.x>1)", "ip:10.0.0.1"])(
    "does not keep %j",
    (query) => expect(withQuery(["tool:x"], query)).toEqual(["tool:x"]),
  );

  test("keeps that there are arguments, which is no secret", () => {
    expect(withQuery([], "has:args")).toEqual(["has:args"]);
  });

  test.each([null, "", "{", "{}", '[""]', "[1]", JSON.stringify(["x".repeat(10_001)])])(
    "is empty where %j is stored",
    (stored) => expect(readHistory(stored)).toEqual([]),
  );
});
