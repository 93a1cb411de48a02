import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import fc from "fast-check";
import { parseInstant } from "../identity/instant";
import { sequencePending } from "../ledger/sequence";
import type { Source } from "../sources/model";
import { type TestApi, type TestMember, testApi } from "../testing/api";
import { nativeCall, send, testSource, viewerWith } from "../testing/deployment";
import { callPresence, listCalls, readCall } from "./query";
import { encodeCallId } from "./public-id";
import { suggest } from "./suggest";
import type { CallPage, CallPresence } from "./view";

const TOTAL = 230;
const viewer = viewerWith("viewer");
let api: TestApi;
let member: TestMember;
let first: Source;
let emptyPresence: CallPresence;
beforeAll(async () => {
  api = await testApi();
  member = await api.member("viewer");
  const { deployment } = api;
  emptyPresence = await callPresence(deployment.pool, viewer);
  first = await testSource(deployment.pool, "one");
  const second = await testSource(deployment.pool, "two");
  // Few distinct times, two sources and several partitions: most neighbours differ by id alone.
  for (const source of [first, second]) {
    const records = Array.from({ length: TOTAL / 2 }, (_, n) =>
      nativeCall(`e-${(n * 37) % 115}`, { time: timeOf(n) }),
    );
    await send(deployment, source, records);
  }
});
afterAll(() => api.close());
afterEach(() => api.refuseBugs());

function timeOf(n: number): string {
  const day = String(1 + 9 * (n % 3)).padStart(2, "0");
  return `2026-11-${day}T10:00:00.00000${n % 2}Z`;
}

const page = (params: Parameters<typeof listCalls>[2]) =>
  listCalls(api.deployment.pool, viewer, params);
const idsOf = ({ items }: CallPage) => items.map(({ id }) => id);

describe("paging", () => {
  it("has every call exactly once, newest first", async () => {
    const whole = [...idsOf(await page({ limit: 200 }))];
    expect(whole).toHaveLength(200);
    const { items } = await page({ limit: 200 });
    const times = items.map(({ time }) => parseInstant(time));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(new Set(whole).size).toBe(200);
  });

  it.each([1, 7, 50, 115, 200])(
    "by %i: forwards and back again gives the same pages, and every call once",
    async (limit) => {
      const pages: CallPage[] = [await page({ limit })];
      expect(pages[0]?.previous).toBeNull();
      for (let next = pages[0]?.next; next; next = pages.at(-1)?.next) {
        pages.push(await page({ limit, cursor: next }));
      }
      const all = pages.flatMap(idsOf);
      expect(all).toHaveLength(TOTAL);
      expect(new Set(all).size).toBe(TOTAL);
      expect(pages).toHaveLength(Math.ceil(TOTAL / limit));

      const back: string[][] = [];
      for (let cursor = pages.at(-1)?.previous; cursor;) {
        const one = await page({ limit, cursor });
        back.unshift(idsOf(one));
        cursor = one.previous;
      }
      expect(back).toEqual(pages.slice(0, -1).map(idsOf));
    },
  );

  it("ends exactly at the last full page, and says what is newer than a page", async () => {
    const half = await page({ q: "source:one", limit: 115 });
    expect(half.items).toHaveLength(115);
    expect(half.next).toBeNull();
    const start = await page({ limit: 10 });
    const second = await page({ limit: 10, cursor: start.next ?? "" });
    const again = await page({ limit: 10, cursor: second.previous ?? "" });
    expect(idsOf(again)).toEqual(idsOf(start));
    expect(again.previous).toBeNull();
    expect(again.next).toBe(start.next);
  });

  it("is not moved by calls that arrive meanwhile", async () => {
    const start = await page({ q: "source:three", limit: 5 });
    expect(start.items).toEqual([]);
    const third = await testSource(api.deployment.pool, "three");
    const old = Array.from({ length: 10 }, (_, n) => nativeCall(`t-${n}`));
    await send(api.deployment, third, old);
    const before = await page({ q: "source:three", limit: 5 });
    const rest = await page({ q: "source:three", limit: 5, cursor: before.next ?? "" });
    const later = { time: "2026-11-20T11:00:00Z" };
    await send(api.deployment, third, [nativeCall("late-1", later), nativeCall("late-2", later)]);
    expect(await page({ q: "source:three", limit: 5, cursor: before.next ?? "" })).toEqual(rest);
    const up = await page({ q: "source:three", limit: 5, cursor: rest.previous ?? "" });
    expect(idsOf(up)).toEqual(idsOf(before));
    expect(up.previous).not.toBeNull();
    expect(
      (await page({ q: "source:three", limit: 5, cursor: up.previous ?? "" })).items,
    ).toHaveLength(2);
  });
});

describe("a range of time", () => {
  const count = async (from?: string, to?: string) =>
    (await page({ q: "source:one", from, to, limit: 200 })).items.length;

  it("includes its start and excludes its end, to the millisecond that it can say", async () => {
    expect(await count("2026-11-01T00:00:00Z", "2026-11-20T00:00:00Z")).toBe(115);
    const on = (day: string) => count(`2026-11-${day}`, `2026-11-${day}T23:59:59Z`);
    expect((await on("01")) + (await on("10")) + (await on("19"))).toBe(115);
    expect(await count("2026-11-19T10:00:00.000Z")).toBe(await on("19"));
    expect(await count("2026-11-19T10:00:00.001Z")).toBe(0);
    expect(await count(undefined, "2026-11-01T10:00:00Z")).toBe(0);
    expect(await count("2026-11-19T12:00:00+02:00")).toBe(await on("19"));
  });

  it("can be relative to now", async () => {
    const now = Date.parse("2026-11-19T10:00:01Z");
    const relative = (from: string) =>
      listCalls(api.deployment.pool, viewer, { q: "source:one", from, limit: 200 }, now);
    const counts = await Promise.all(["-1s", "-1h", "-9d", "-10d", "-5w"].map(relative));
    const [second, hour, nine, ten, all] = counts.map(({ items }) => items.length);
    expect([second, nine]).toEqual([hour, hour]);
    expect([hour, ten, all]).toEqual([38, 76, 115]);
  });
});

describe("input that is no query", () => {
  const get = async (params: Record<string, string>) => {
    const response = await api.request(
      "GET",
      `/api/v1/calls?${new URLSearchParams(params)}`,
      member,
    );
    return { status: response.status, body: await response.json() };
  };

  it.each([
    ["q", "nonsense:x"],
    ["q", "caller:"],
    ["q", 'caller:"open'],
    ["q", "verdict:maybe"],
    ["q", "duration:[1s 2s]"],
    ["q", `${"(".repeat(200)}a${")".repeat(200)}`],
    ["q", "caller:a\0b"],
    ["q", `caller:${"x".repeat(10_000)}`],
    ["q", "a ".repeat(501)],
    ["from", "yesterday"],
    ["from", "1"],
    ["from", "-1"],
    ["from", "-24x"],
    ["from", "-999999w"],
    ["from", "99999-01-01"],
    ["from", "2026-13-01T00:00:00Z"],
    ["to", "+010000-01-01T00:00:00Z"],
    ["to", "2026-11-20T10:00:00Z; DROP TABLE call"],
    ["limit", "0"],
    ["limit", "201"],
    ["limit", "ten"],
    ["limit", "1.5"],
    ["cursor", "x"],
    ["cursor", "o."],
    ["cursor", "o.call_"],
    ["cursor", "o.call_AAAA"],
    ["cursor", "z.call_AAZEDZ4b8kAAAAABZS0x"],
    ["cursor", "o.call_AAZEDZ4b8kAAAAABZS0x="],
  ])("%s=%s is 400 and names the field", async (field, value) => {
    const { status, body } = await get({ [field]: value });
    expect([status, body.code]).toEqual([400, "invalid"]);
    expect(body.errors[0].path).toBe(field);
  });

  it("never answers 5xx, whatever the text", async () => {
    const part = fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.constantFrom("caller:", "-", "tool:*", "(", ")", " OR ", '"', "\\", "%", "_", "\0", ":"),
      fc.constantFrom("verdict:match", "flag:(", "source:one", "\u202e", "\ud800", "ranas:%25"),
      fc.constantFrom(..." NOT |[| TO |}|duration>|1s|time:|2026-11-20|has:|index<|9".split("|")),
    );
    const q = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(""));
    await fc.assert(
      fc.asyncProperty(q, q, async (text, other) => {
        const { status, body } = await get({ q: text });
        expect([200, 400]).toContain(status);
        if (status === 400) expect(body.errors[0].path).toBe("q");
        const suggestions = await api.request(
          "GET",
          `/api/v1/calls/suggest?${new URLSearchParams({ field: "tool", text: other })}`,
          member,
        );
        expect([200, 400]).toContain(suggestions.status);
        const call = await api.request(
          "GET",
          `/api/v1/calls/${encodeURIComponent(text.toWellFormed())}`,
          member,
        );
        expect([200, 404, 400]).toContain(call.status);
        const paged = await get({ cursor: text.slice(0, 300) || "x" });
        expect(paged.status).toBe(400);
      }),
      { numRuns: 150 },
    );
  });

  it("that takes too long is given up, with a reason and no invitation to try again", async () => {
    const { sql } = api.deployment.pool;
    await sql.begin(async (tx) => {
      await tx`LOCK TABLE call`;
      let answered = false;
      const answer = get({ q: "source:one" }).finally(() => (answered = true));
      // What the timeout does after 30 seconds, also to the narrower searches that follow the first.
      while (!answered) {
        await sql`
          SELECT pg_cancel_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      expect(await answer).toMatchObject({ status: 413, body: { code: "too_large" } });
    });
  });

  it("needs calls:read, also past the API", async () => {
    const nobody = viewerWith("approver");
    const { pool } = api.deployment;
    await expect(listCalls(pool, nobody, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(callPresence(pool, nobody)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("suggestions", () => {
  const values = async (field: "tool" | "caller" | "source" | "client" | "server", text: string) =>
    (await suggest(api.deployment.pool, viewer, field, text)).items.map(({ value }) => value);

  it("contain the text in any case, and the signs of LIKE are only themselves", async () => {
    const fourth = await testSource(api.deployment.pool, "four");
    await send(api.deployment, fourth, [
      nativeCall("s-1", { tool: { name: "Über_tool" }, server: { name: "s%v" } }),
      nativeCall("s-2", { caller: { sub: "zoë", name: "Zoë 100%" }, client: { name: "Agent_1" } }),
      nativeCall("s-3", { caller: { sub: "zo2", name: "Zo 100x" }, client: { name: "Agent21" } }),
    ]);
    expect(await values("tool", "über_")).toEqual(["s%v/Über_tool"]);
    expect(await values("tool", "CREATE")).toEqual(["github/create_issue"]);
    expect(await values("server", "%")).toEqual(["s%v"]);
    expect(await values("caller", "100%")).toEqual([expect.stringMatching(/\bzoë$/)]);
    expect(await values("client", "t_1")).toEqual(["Agent_1"]);
    expect(await values("source", "")).toEqual(["four", "one", "three", "two"]);
    const nobody = viewerWith("approver");
    await expect(suggest(api.deployment.pool, nobody, "tool", "")).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("one call", () => {
  it("is found by its id and by no other", async () => {
    const [row] = (await page({ limit: 1 })).items;
    const found = await readCall(api.deployment.pool, row?.id ?? "");
    expect(found.source_name).toBe(row?.source.name);
    const key = { at: 1_795_000_000_000_000, sourceId: first.id, eventId: "none" };
    const bad = [encodeCallId(key), encodeCallId({ ...key, eventId: "a\0" }), "", "call_", "x"];
    for (const id of bad) {
      await expect(readCall(api.deployment.pool, id)).rejects.toMatchObject({ code: "not_found" });
    }
    for (const id of bad.filter(Boolean)) {
      const response = await api.request("GET", `/api/v1/calls/${id}`, member);
      expect([id, response.status]).toEqual([id, 404]);
    }
  });

  it("has an index once the worker has sequenced it, and none before", async () => {
    expect((await page({ limit: 1 })).items[0]?.index).toBeNull();
    while ((await sequencePending(api.deployment.pool.sql)) > 0);
    const { items } = await page({ limit: 200 });
    const indexes = items.map(({ index }) => index);
    expect(new Set(indexes).size).toBe(200);
    for (const index of indexes) expect(index).toBeGreaterThanOrEqual(0);
  });

  it("is the newest or oldest that presence tells of, and nothing is when there is none", async () => {
    expect(emptyPresence).toEqual({ sources: 0, newest: null, oldest: null });
    const { sources, newest, oldest } = await callPresence(api.deployment.pool, viewer);
    const { items } = await page({ limit: 1 });
    expect(sources).toBe(4);
    expect(newest).toBe(new Date(items[0]?.time ?? "").toISOString());
    expect(oldest).toBe("2026-11-01T10:00:00.000Z");
  });
});
