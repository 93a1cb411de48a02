import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type TestApi, testApi } from "../../lib/testing/api";

let api: TestApi;
let key: string;
beforeAll(async () => {
  api = await testApi();
  key = (await api.key(["events:write"], "ce")).text;
});
afterAll(() => api.close());

type Event = Record<string, unknown>;
const call = (id: string) => ({ id, type: "tool.call", time: new Date().toISOString() });
const event = (id: string, more: Event = {}): Event => ({
  specversion: "1.0",
  id,
  source: "/gw",
  type: "x.native",
  ...more,
});

async function send(body: string, headers: Record<string, string>) {
  const response = await api.request("POST", "/api/v1/events", { key, body, headers });
  expect(response.status).toBe(200);
  const { results } = await response.json();
  return results;
}

const structured = (one: Event) =>
  send(JSON.stringify(one), { "content-type": "application/cloudevents+json" });
const batch = (...all: Event[]) =>
  send(JSON.stringify(all), { "content-type": "application/cloudevents-batch+json" });
const binary = ({ data, ...attributes }: Event) => {
  const headers = Object.entries(attributes).map(([name, value]) => [
    `ce-${name}`,
    encodeURIComponent(String(value)),
  ]);
  return send(JSON.stringify(data), {
    "content-type": "application/json",
    ...Object.fromEntries(headers),
  });
};

describe("CloudEvents over HTTP", () => {
  it("are stored once, in whichever mode the same source and id come", async () => {
    const one = event("1", { data: call("own") });
    expect(await structured(one)).toEqual([{ index: 0, id: "/gw#1", status: "stored" }]);
    expect(await binary(one)).toEqual([{ index: 0, id: "/gw#1", status: "duplicate" }]);
    expect(await batch(one)).toEqual([{ index: 0, id: "/gw#1", status: "duplicate" }]);
    const other = { ...one, source: "/other", data_base64: btoa(JSON.stringify(one["data"])) };
    expect(await structured(other)).toEqual([{ index: 0, id: "/other#1", status: "stored" }]);
  });

  it("of one batch may be of several formats, and fail alone", async () => {
    const data = call("b");
    const results = await batch(
      event("b-1", { data }),
      event("b-2", { type: "x.kuadrant", data: {} }),
      event("b-1", { data }),
      event("b-1", { data: { ...data, seq: 1 } }),
      event("b-3", { specversion: "0.3", data }),
    );
    expect(results).toMatchObject([
      { index: 0, id: "/gw#b-1", status: "stored" },
      { index: 1, status: "quarantined" },
      { index: 2, id: "/gw#b-1", status: "duplicate" },
      { index: 3, id: "/gw#b-1", status: "conflict" },
      { index: 4, status: "quarantined", reason: "no CloudEvent of specversion 1.0" },
    ]);
  });
});

const SCHEMA = "../shared/vectors/cloudevents/cloudevents.schema.json";
const MODES = { structured, binary, batch };

describe.skipIf(!existsSync(SCHEMA))("CloudEvents' own schema (skipped without ../shared)", () => {
  const schema = () =>
    z
      .object({
        required: z.array(z.string()),
        properties: z.record(z.string(), z.object({ examples: z.array(z.unknown()).default([]) })),
      })
      .parse(JSON.parse(readFileSync(SCHEMA, "utf8")));

  it.each(Object.entries(MODES))("%s mode takes each of its examples", async (mode, sendBy) => {
    const { properties } = schema();
    for (const name of ["id", "source", "type", "subject", "datacontenttype"]) {
      for (const [n, example] of properties[name]?.examples.entries() ?? []) {
        const id = `${mode}-${name}-${n}`;
        const one = event(id, { [name]: example, data: call(id) });
        expect([name, example, await sendBy(one)]).toMatchObject([
          name,
          example,
          [{ index: 0, status: "stored" }],
        ]);
      }
    }
  });

  it.each(Object.entries(MODES))("%s mode asks for what it requires", async (_mode, sendBy) => {
    const { required } = schema();
    expect(required.length).toBe(4);
    for (const name of required) {
      const { [name]: _left, ...rest } = event("r", { data: call("r") });
      // Without specversion a request in binary mode is no CloudEvent, but a bare record.
      if (name === "specversion" && sendBy === binary) continue;
      expect(await sendBy(rest)).toMatchObject([
        { status: "quarantined", reason: expect.stringContaining(name) },
      ]);
    }
  });
});
