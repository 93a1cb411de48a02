import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { FORMATS } from "../../lib/calls/adapters/registry";
import { INGEST_STATUSES } from "../../lib/calls/ingest-status";
import { leafHash } from "../../lib/ledger/leaf";
import { nativeCall } from "../../lib/testing/deployment";
import { type TestApi, type TestRequest, testApi } from "../../lib/testing/api";

let api: TestApi;
let key: string;
beforeAll(async () => {
  api = await testApi();
  key = (await api.key(["events:write", "events:backfill"])).text;
});
afterAll(() => api.close());
afterEach(() => api.refuseBugs());

const JSON_TYPE = { "content-type": "application/json" };
const NDJSON = { "content-type": "application/x-ndjson" };
const MIB = 1024 * 1024;

function post(body: BodyInit, more: TestRequest & { format?: string } = {}) {
  const path = more.format === undefined ? "" : `/${more.format}`;
  const headers = more.headers ?? JSON_TYPE;
  return api.request("POST", `/api/v1/events${path}`, { key, body, origin: null, headers });
}

/** The answer to a frame that was read; checks that the counts are those of the results. */
async function results(response: Response) {
  expect(response.status).toBe(200);
  const answer = await response.json();
  const total = INGEST_STATUSES.reduce((sum, status) => sum + answer[status], 0);
  expect(total).toBe(answer.results.length);
  for (const status of INGEST_STATUSES) {
    const found = answer.results.filter((one: { status: string }) => one.status === status);
    expect(answer[status]).toBe(found.length);
  }
  return answer.results as { index: number; id?: string; status: string; reason?: string }[];
}

async function problem(response: Response) {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const body = await response.json();
  expect(body).toMatchObject({ status: response.status, requestId: expect.any(String) });
  return { status: response.status, code: body.code, detail: body.detail };
}

const statuses = (all: readonly { status: string }[]) => all.map(({ status }) => status);

describe("a frame", () => {
  it("of an unknown format is 404 and lists the formats", async () => {
    for (const format of ["nonsense", "__proto__", "constructor"]) {
      const found = await problem(await post("{}", { format }));
      expect(found).toMatchObject({ status: 404, code: "not_found" });
      for (const known of FORMATS) expect(found.detail).toContain(known);
    }
  });

  it.each([
    ["no JSON", "{oops", JSON_TYPE, 400, "unreadable"],
    ["an array that never ends", "[{}", JSON_TYPE, 400, "unreadable"],
    ["a bare string", '"text"', JSON_TYPE, 400, "unreadable"],
    ["nothing", "", JSON_TYPE, 400, "unreadable"],
    ["white space alone", " \n ", JSON_TYPE, 400, "unreadable"],
    ["no lines", "\n\n", NDJSON, 400, "unreadable"],
    ["what is no UTF-8", Buffer.from([0x7b, 0xff, 0x7d]), JSON_TYPE, 400, "unreadable"],
    ["XML", "<a/>", { "content-type": "application/xml" }, 415, "unsupported_media"],
    [
      "Latin-1",
      "{}",
      { "content-type": "application/json; charset=latin1" },
      415,
      "unsupported_media",
    ],
    ["text lines of native", "line", { "content-type": "text/plain" }, 415, "unsupported_media"],
    ["brotli", "{}", { ...JSON_TYPE, "content-encoding": "br" }, 415, "unsupported_media"],
    ["what is no gzip", "{}", { ...JSON_TYPE, "content-encoding": "gzip" }, 400, "unreadable"],
  ])("of %s is refused", async (_name, body, headers, status, code) => {
    expect(await problem(await post(body, { headers }))).toMatchObject({ status, code });
  });

  it("of more than 4 MiB is 413 and names the limit, whether or not it says its length", async () => {
    const big = Buffer.alloc(4 * MIB + 1, " ");
    const stream = new ReadableStream({
      start: (controller) => {
        for (let sent = 0; sent <= 4 * MIB; sent += MIB) controller.enqueue(Buffer.alloc(MIB, " "));
        controller.close();
      },
    });
    const said = { ...JSON_TYPE, "content-length": String(big.length) };
    const own = "http://localhost:3000/api/v1/events";
    const headers = { ...JSON_TYPE, authorization: `Bearer ${key}` };
    const half: RequestInit & { duplex: "half" } = {
      method: "POST",
      headers,
      body: stream,
      duplex: "half",
    };
    const streamed = new Request(own, half);
    for (const response of [
      await post(big),
      await post("", { headers: said }),
      await api.app.request(streamed),
    ]) {
      const found = await problem(response);
      expect(found).toMatchObject({ status: 413, code: "too_large" });
      expect(found.detail).toContain("4 MiB");
    }
  });

  it("of exactly 1,000 events is read, of 1,001 it is 413 and nothing of it is stored", async () => {
    const lines = Array.from({ length: 1_001 }, (_, n) => JSON.stringify(nativeCall(`many-${n}`)));
    for (const [body, headers] of [
      [lines.join("\n"), NDJSON],
      [`[${lines.join(",")}]`, JSON_TYPE],
    ] as const) {
      const found = await problem(await post(body, { headers }));
      expect(found).toMatchObject({ status: 413, code: "too_large" });
      expect(found.detail).toMatch(/1,?000/);
    }
    const stored = await api.deployment.pool.sql`SELECT 1 FROM call WHERE event_id LIKE 'many-%'`;
    expect(stored).toHaveLength(0);
    const all = await results(await post(lines.slice(1).join("\n"), { headers: NDJSON }));
    expect(new Set(statuses(all))).toEqual(new Set(["stored"]));
    expect(all.map(({ index }) => index)).toEqual(Array.from({ length: 1_000 }, (_, n) => n));
  });

  it("in gzip is read; one that inflates beyond 16 MiB is 413", async () => {
    const headers = { ...JSON_TYPE, "content-encoding": "gzip" };
    const good = gzipSync(JSON.stringify(nativeCall("zipped")));
    expect(statuses(await results(await post(good, { headers })))).toEqual(["stored"]);
    const bomb = gzipSync(Buffer.alloc(64 * MIB));
    expect(bomb.length).toBeLessThan(MIB);
    const found = await problem(await post(bomb, { headers }));
    expect(found).toMatchObject({ status: 413, code: "too_large" });
    expect(found.detail).toContain("16 MiB");
    expect((await post(good.subarray(0, -9), { headers })).status).toBe(400);
  });
});

describe("an event", () => {
  it("is stored from an object, an array, NDJSON and the source's own format alike", async () => {
    const bodies = [
      [JSON.stringify(nativeCall("one")), {}],
      [JSON.stringify([nativeCall("two"), nativeCall("three")]), { format: "native" }],
      [`${JSON.stringify(nativeCall("four"))}\r\n\r\n${JSON.stringify(nativeCall("five"))}\n`, {}],
    ] as const;
    const ids = [];
    for (const [body, more] of bodies) {
      const all = await results(await post(body, more));
      expect(new Set(statuses(all))).toEqual(new Set(["stored"]));
      ids.push(...all.map(({ id }) => id));
    }
    expect(ids).toEqual(["one", "two", "three", "four", "five"]);
  });

  it("that is a broken line is quarantined alone, with the reason", async () => {
    const body = [JSON.stringify(nativeCall("ok-1")), "{oops", JSON.stringify(nativeCall("ok-2"))];
    const all = await results(await post(body.join("\n"), { headers: NDJSON }));
    expect(statuses(all)).toEqual(["stored", "quarantined", "stored"]);
    expect(all[1]).toMatchObject({ index: 1, reason: expect.stringContaining("JSON") });
  });

  it("with NUL, a lone surrogate, a repeated name or too deep is quarantined alone", async () => {
    const event = (id: string, args: string) =>
      JSON.stringify(nativeCall(id, { tool: { name: "t", arguments: "@" } })).replace('"@"', args);
    const bad = [
      '"a\\u0000b"',
      '"a\\ud800b"',
      '{"a\\u0000":1}',
      '{"a":1,"a":2}',
      "[".repeat(40) + "]".repeat(40),
      JSON.stringify("x".repeat(256 * 1024)),
    ];
    const events = bad.map((args, n) => event(`bad-${n}`, args));
    const body = [event("good-1", "1"), ...events, event("good-2", "2")].join("\n");
    const all = await results(await post(body, { headers: NDJSON }));
    expect(statuses(all)).toEqual(["stored", ...bad.map(() => "quarantined"), "stored"]);
    for (const one of all.slice(1, -1)) expect(one.reason).toEqual(expect.any(String));
    const kept = await api.deployment.pool.sql`SELECT 1 FROM call WHERE event_id LIKE 'bad-%'`;
    expect(kept).toHaveLength(0);
  });

  it("keeps members named __proto__ and constructor as data", async () => {
    const text = '{"__proto__":{"admin":true},"constructor":{"prototype":"x"},"n":1}';
    const body = JSON.stringify(nativeCall("proto", { tool: { name: "t", arguments: "@" } }));
    const all = await results(await post(body.replace('"@"', text)));
    expect(statuses(all)).toEqual(["stored"]);
    const [row] = await api.deployment.pool.sql`
      SELECT p.arguments, c.envelope, c.leaf_hash FROM call c
      JOIN payload p USING (occurred_at, batch_id, batch_pos) WHERE event_id = 'proto'`;
    expect(row?.["arguments"]).toBe(text);
    expect(leafHash(row?.["envelope"]).equals(row?.["leaf_hash"])).toBe(true);
    expect(Object.hasOwn(Object.prototype, "admin")).toBe(false);
  });

  it("with names longer than an index can hold is quarantined alone", async () => {
    const long = incompressible(6_000, 62);
    const bad = [
      nativeCall("long-sub", { caller: { evidence: "validated", iss: "https://i", sub: long } }),
      nativeCall("long-iss", { caller: { evidence: "validated", iss: long, sub: "x" } }),
      nativeCall("long-server", { server: { name: long } }),
      nativeCall("long-tool", { tool: { name: long } }),
      nativeCall("long-client", { client: { id: long, name: long } }),
      nativeCall("long-account", {
        downstream: { kind: "user_token", iss: "https://i", sub: long },
      }),
      nativeCall("long-act", { caller: { sub: "x", token: { act: { sub: long } } } }),
      nativeCall("long-in-bytes", { tool: { name: incompressible(900, 20_000) } }),
    ];
    const batch = [nativeCall("short-1"), ...bad, nativeCall("short-2")];
    const all = await results(await post(JSON.stringify(batch)));
    expect(statuses(all)).toEqual(["stored", ...bad.map(() => "quarantined"), "stored"]);
  });

  it("with names as long as they may be is stored", async () => {
    const pair = (sub: string) => ({ iss: incompressible(1_250, 62), sub });
    const event = nativeCall("longest", {
      caller: pair(incompressible(1_250, 62)),
      downstream: pair(incompressible(416, 20_000)),
      client: { id: incompressible(1_250, 62), name: incompressible(1_250, 62) },
      server: { name: incompressible(2_500, 62) },
      tool: { name: incompressible(833, 20_000) },
    });
    expect(statuses(await results(await post(JSON.stringify(event))))).toEqual(["stored"]);
  });

  it("older than 35 days needs a key with events:backfill", async () => {
    const plain = (await api.key(["events:write"])).text;
    const old = nativeCall("very-old", { time: "2026-01-05T00:00:00Z" });
    const send = (text: string) =>
      api.request("POST", "/api/v1/events", { key: text, json: old, origin: null });
    const [refused] = await results(await send(plain));
    expect(refused).toMatchObject({ status: "quarantined" });
    expect(refused?.reason).toContain("events:backfill");
    expect(statuses(await results(await send(key)))).toEqual(["stored"]);
  });

  it("delivered twice is a duplicate, with other content a conflict", async () => {
    const send = (more = {}) => post(JSON.stringify(nativeCall("twice", more)));
    expect(statuses(await results(await send()))).toEqual(["stored"]);
    expect(statuses(await results(await send()))).toEqual(["duplicate"]);
    const other = await results(await send({ outcome: { status: "error" } }));
    expect(statuses(other)).toEqual(["conflict"]);
  });

  it("belongs to the source of the key: another source's equal event is another event", async () => {
    const other = (await api.key(["events:write", "events:backfill"], "other")).text;
    const json = nativeCall("whose");
    for (const text of [key, other]) {
      const response = await api.request("POST", "/api/v1/events", { key: text, json });
      expect(statuses(await results(response))).toEqual(["stored"]);
    }
  });
});

it("opens at most 52 new weeks a request and quarantines what would open more", async () => {
  // Longer than 400 days, or the oldest would be refused for their age.
  await api.deployment.pool.sql`UPDATE retention SET days = 1100 WHERE kind = 'calls'`;
  const weeks = Array.from({ length: 60 }, (_, n) => {
    const time = new Date(Date.now() - 1090 * 86_400_000 + n * 7 * 86_400_000).toISOString();
    return JSON.stringify(nativeCall(`week-${n}`, { time }));
  });
  const send = async () => results(await post(weeks.join("\n"), { headers: NDJSON }));
  const first = statuses(await send());
  expect(first).toEqual(weeks.map((_, n) => (n < 52 ? "stored" : "quarantined")));
  const again = statuses(await send());
  expect(again).toEqual(weeks.map((_, n) => (n < 52 ? "duplicate" : "stored")));
  await api.deployment.pool.sql`UPDATE retention SET days = 400 WHERE kind = 'calls'`;
});

/** Random text, because PostgreSQL compresses what repeats; more than 62 characters are CJK. */
function incompressible(length: number, alphabet: number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  return Array.from({ length }, () => {
    const n = Math.floor(Math.random() * alphabet);
    return alphabet > 62 ? String.fromCodePoint(0x4e00 + n) : letters[n];
  }).join("");
}
