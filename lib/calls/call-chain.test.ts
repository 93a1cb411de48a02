import { describe, expect, it } from "vitest";
import { callRow } from "../testing/call-row";
import { cutAt, endOf, holds, isLater, linked, reaches, startChain } from "./call-chain";
import type { CallPage } from "./view";

const row = (n: number) =>
  callRow({ id: `call-${n}`, time: `2026-11-20T10:00:${String(n).padStart(2, "0")}Z` });
const page = (numbers: number[], parts: Partial<CallPage> = {}): CallPage => ({
  items: numbers.map(row),
  next: null,
  previous: null,
  searchedTo: null,
  head: 9,
  ...parts,
});
const cursors = (chain: ReturnType<typeof startChain>) =>
  chain.links.map(({ cursor, count }) => [cursor, count]);

describe("a list that is read page by page", () => {
  const opened = startChain("o.a", page([30, 29], { next: "o.b", previous: "n.a" }));
  const long = linked(
    linked(opened, "o.b", page([28, 27, 26], { next: "o.c" })),
    "n.a",
    page([32, 31], { previous: "n.b" }),
  );

  it("grows at both ends", () => {
    expect(cursors(long)).toEqual([
      ["n.a", 2],
      ["o.a", 2],
      ["o.b", 3],
    ]);
    expect(long).toMatchObject({ next: "o.c", previous: "n.b" });
  });

  it("gets further by a search that found nothing, and keeps no page of it", () => {
    const on = linked(long, "o.c", page([], { next: "o.d", searchedTo: "2026-11-20T09:00:00Z" }));
    expect(cursors(on)).toEqual(cursors(long));
    expect(on).toMatchObject({ next: "o.d", searchedTo: "2026-11-20T09:00:00Z" });
    expect(linked(on, "o.d", page([])).next).toBeNull();
  });

  it("takes a page that was read again in its place, also where both ends are open or closed", () => {
    const again = linked(long, "o.b", page([28, 27, 27, 26]));
    expect(cursors(again)).toEqual([
      ["n.a", 2],
      ["o.a", 2],
      ["o.b", 4],
    ]);
    expect(again.next).toBe("o.c");
    const whole = startChain(null, page([3, 2]));
    expect(cursors(linked(whole, null, page([4, 3, 2])))).toEqual([[null, 3]]);
  });

  it("takes no page that is none of its own", () => {
    expect(linked(long, "o.z", page([1]))).toBe(long);
  });

  it("knows whether its first page is still the same", () => {
    expect(holds(long, "o.a", page([30, 29]))).toBe(true);
    expect(holds(long, "o.a", page([31, 30]))).toBe(false);
    expect(holds(long, "o.a", page([30, 29], { head: 10 }))).toBe(false);
    expect(holds(long, null, page([30, 29]))).toBe(false);
  });
});

describe("a page that is read again", () => {
  const older = linked(
    startChain(null, page([30, 29], { next: "o.b" })),
    "o.b",
    page([28, 27], { next: "o.c" }),
  );
  const newer = linked(
    startChain("o.a", page([30, 29], { previous: "n.a" })),
    "n.a",
    page([32, 31], { previous: "n.b" }),
  );

  it("ends where it ended before, and the next one begins there", () => {
    expect(endOf(older, null)).toMatchObject({ id: "call-29", cursor: "o.b", up: false });
    expect(endOf(older, "o.b")).toMatchObject({ id: "call-27", cursor: "o.c", up: false });
    expect(endOf(newer, "n.a")).toMatchObject({ id: "call-32", cursor: "n.b", up: true });
    expect(endOf(newer, "o.a")).toMatchObject({ id: "call-29", cursor: null, up: false });
    expect(endOf(older, "o.x")).toBeNull();
    expect(endOf(undefined, null)).toBeNull();
  });

  it("goes on until that is reached, and is cut there: with what came between, without what follows", () => {
    const end = endOf(older, "o.b")!;
    expect(reaches([28, 28].map(row), end)).toBe(false);
    expect(reaches([28, 27, 26].map(row), end)).toBe(true);
    expect(cutAt([28, 28, 27, 26].map(row), end)).toHaveLength(3);
    const up = endOf(newer, "n.a")!;
    expect(reaches([33, 32, 31].map(row), up)).toBe(true);
    expect(cutAt([33, 32, 31].map(row), up)).toHaveLength(2);
  });

  it("ends at that time where the call itself is no more", () => {
    const end = endOf(older, "o.b")!;
    expect(reaches([28, 26].map(row), end)).toBe(true);
    expect(cutAt([28, 26].map(row), end)).toHaveLength(1);
  });
});

it("compares instants with any number of digits", () => {
  expect(isLater("2026-11-20T10:00:00.5Z", "2026-11-20T10:00:00Z")).toBe(true);
  expect(isLater("2026-11-20T10:00:00Z", "2026-11-20T10:00:00.000001Z")).toBe(false);
  expect(isLater("2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z")).toBe(false);
});
