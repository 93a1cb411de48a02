// All ingest routes under requests that are changed, damaged, forged or over the limits.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { FORMATS } from "../../lib/calls/adapters/registry";
import { findSource } from "../../lib/sources/find-source";
import { updateSource } from "../../lib/sources/update-source";
import { type TestApi, testApi } from "../../lib/testing/api";
import { asOperator } from "../../lib/testing/deployment";
import { expectAnswer } from "../testing/hostile/expect-answer";
import { RECORDS } from "../testing/hostile/event-drafts";
import { hostileRequests } from "../testing/hostile/requests";
import { openTally } from "../testing/hostile/tally";
import type { Credentials } from "../testing/hostile/wire";
import { listenOn, type TestSocket } from "../testing/socket";

/**
 * A release sends more, and looks at what came of it:
 * `ONBEHALF_TEST_REQUESTS=10000 npx vitest run --project db --reporter verbose ingest.hostile`
 */
const REQUESTS = inject("hostileRequests");
const MS_A_REQUEST = 60;

let api: TestApi;
let socket: TestSocket;
let key: string;
beforeAll(async () => {
  api = await testApi();
  socket = await listenOn(api);
  key = (await api.key(["events:write", "events:backfill"])).text;
});
afterAll(async () => {
  await socket.close();
  await api.close();
});

/** Keys that stand in many records, as what they are not. */
const MAPPING = { id: "id", "caller.sub": "name", "tool.arguments": "attributes", result: "data" };

/** One for each kind of source, and what each could be mistaken for. */
async function credentials(): Promise<Credentials[]> {
  const right: string[] = [];
  for (const format of ["native", "otlp", "kuadrant", "contextforge", "envoy-ai-gateway"]) {
    const name = `${format}-gw`;
    const { text } = await api.key(["events:write", "events:backfill"], name, format);
    right.push(`Bearer ${text}`);
  }
  right.push(`Bearer ${(await api.key(["evidence:write"], "idp")).text}`);
  await setSource("envoy-ai-gateway-gw", { keyMapping: MAPPING });
  await setSource("idp", { evidenceProvider: true });
  const wrong = [
    "Bearer ",
    `Bearer ${key.slice(0, -1)}`,
    `Basic ${key}`,
    `Bearer ${(await api.key(["policy:read"])).text}`,
    `Bearer ob_${"x".repeat(9_000)}`,
    "\u00ff",
  ];
  return right.map((own): Credentials => [own, ...wrong]);
}

async function setSource(name: string, settings: object): Promise<void> {
  const { pool } = api.deployment;
  const { publicId: id } = await findSource(pool.db, name);
  await updateSource(asOperator(pool), { id, ...settings });
}

describe("ingest", () => {
  it(
    "answers any request with an account of each event or a problem, never with a 5xx",
    async ({ annotate }) => {
      const tally = openTally();
      await fc.assert(
        fc.asyncProperty(hostileRequests(await credentials()), async (sent) => {
          const started = performance.now();
          const answer = await socket.send(sent.bytes, sent.ending);
          const ms = performance.now() - started;
          expect(api.bugs).toEqual([]);
          if (answer === undefined) expect(sent.ending).not.toBe("wait");
          const results = answer === undefined ? [] : expectAnswer(sent, answer);
          for (const status of results) tally.add(`results of ${sent.kind}`, status, 0);
          tally.add(sent.kind, String(answer?.status ?? "cut"), ms);
        }),
        { numRuns: REQUESTS },
      );
      await annotate(tally.report());
      const answers = ["200", "400", "401", "403", "404", "413", "415", "cut"];
      for (const status of [...answers, "stored", "quarantined", "ignored"]) {
        expect([status, tally.count(status)]).not.toEqual([status, 0]);
      }
      const idle = { requestsUnderWay: 0, bytesUnderWay: 0 };
      await expect.poll(() => api.container.ingest.underWay()).toEqual(idle);
    },
    60_000 + REQUESTS * MS_A_REQUEST,
  );

  it("stores each of its own cases as it is, so that the mutations start from what is real", async () => {
    for (const format of FORMATS) {
      const own = RECORDS.filter((one) => one.format === format && typeof one.raw !== "string");
      const response = await api.request("POST", `/api/v1/events/${format}`, {
        key,
        json: own.map(({ raw }) => raw),
        origin: null,
      });
      expect(response.status).toBe(200);
      expect((await response.json()).results).toHaveLength(own.length);
    }
    expect(api.bugs).toEqual([]);
  });

  it(
    "leaves every stored call readable: list and detail answer for all of them",
    async () => {
      const viewer = await api.member("viewer", "auditor");
      let seen = 0;
      for (let cursor = ""; ;) {
        const page = await api.request("GET", `/api/v1/calls?limit=200&cursor=${cursor}`, viewer);
        expect(page.status).toBe(200);
        const { items, next } = await page.json();
        for (const { id } of items) {
          const one = await api.request("GET", `/api/v1/calls/${id}`, viewer);
          expect([id, one.status]).toEqual([id, 200]);
          const path = `/api/v1/calls/${id}/payload`;
          const payload = await api.request("POST", path, { ...viewer, json: {} });
          expect([id, payload.status]).toEqual([id, 200]);
          seen += 1;
        }
        if (next === null) break;
        cursor = next;
      }
      expect(seen).toBeGreaterThan(100);
      expect(api.bugs).toEqual([]);
    },
    60_000 + REQUESTS * MS_A_REQUEST,
  );
});
