import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isCloudEvents, readCloudEvents } from "./cloud-events";

const record = { id: "own", type: "tool.call", time: "2026-02-11T07:30:00Z" };
const attributes = {
  specversion: "1.0",
  id: "e-1",
  source: "https://gw.test",
  type: "com.example.native",
  time: "2026-02-11T07:30:00Z",
};

const read = (type: string, body: unknown, more: Record<string, string> = {}) =>
  readCloudEvents(
    new Headers({ "content-type": type, ...more }),
    Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
    "toolhive",
  );
const one = "application/cloudevents+json; charset=utf-8";
const many = "application/cloudevents-batch+json";

describe("CloudEvents", () => {
  test("are told by their content type or their headers", () => {
    const asked = (headers: Record<string, string>) => isCloudEvents(new Headers(headers));
    expect(asked({ "content-type": one })).toBe(true);
    expect(asked({ "content-type": many })).toBe(true);
    expect(asked({ "content-type": "application/json", "ce-specversion": "1.0" })).toBe(true);
    expect(asked({ "content-type": "application/json" })).toBe(false);
  });

  test("in structured mode carry a record of the format that their type ends with", () => {
    expect(read(one, { ...attributes, data: record })).toEqual({
      items: [
        {
          format: "native",
          item: {
            content: { raw: record },
            position: "event 0",
            fallbackId: "https://gw.test#e-1",
            eventId: "https://gw.test#e-1",
            time: attributes.time,
          },
        },
      ],
    });
  });

  test("of another type carry the source's own format", () => {
    const event = { ...attributes, type: "com.example.other", data_base64: btoa('{"a":1}') };
    expect(read(one, event)).toMatchObject({
      items: [{ format: "toolhive", item: { content: { raw: { a: 1 } } } }],
    });
  });

  test("in binary mode have their attributes in headers, percent-encoded", () => {
    const headers = {
      "ce-specversion": "1.0",
      "ce-id": "a%20b",
      "ce-source": "/gw",
      "ce-type": "org.native",
    };
    const { id: _id, ...withoutId } = record;
    const found = read("application/json", withoutId, headers);
    expect(found).toMatchObject({
      items: [{ format: "native", item: { content: { raw: withoutId } } }],
    });
    expect("items" in found && found.items[0]?.item.eventId).toMatch(/^ce:[0-9a-f]{64}$/);
  });

  test("in binary mode may have quoted values, as older versions wrote them", () => {
    const headers = {
      "ce-specversion": "1.0",
      "ce-id": String.raw`"a\"1\\"`,
      "ce-source": '"/gw"',
      "ce-type": '"org.native"',
    };
    expect(read("application/json", record, headers)).toMatchObject({
      items: [{ format: "native", item: { eventId: '/gw#a"1\\' } }],
    });
    expect(read("application/json", "", headers)).toMatchObject({
      items: [{ item: { content: { broken: "a CloudEvent without data" } } }],
    });
  });

  test("lend their time to a call record without one", () => {
    const { time: _time, ...untimed } = record;
    expect(read(one, { ...attributes, data: untimed })).toMatchObject({
      items: [{ item: { content: { raw: { ...untimed, time: attributes.time } } } }],
    });
  });

  test("in a batch fail alone", () => {
    const { source: _source, ...homeless } = attributes;
    const found = read(many, [
      { ...attributes, data: record },
      { ...homeless, data: record },
      { ...attributes, specversion: "0.3", data: record },
      { ...attributes, id: "e-2" },
      { ...attributes, data: "no JSON" },
      7,
    ]);
    const problems =
      "items" in found
        ? found.items.map(({ item }) => ("broken" in item.content ? item.content.broken : null))
        : [];
    expect(problems).toEqual([
      null,
      "a CloudEvent without source",
      "no CloudEvent of specversion 1.0",
      "a CloudEvent without data",
      "not JSON",
      "no CloudEvent of specversion 1.0",
    ]);
  });

  test("that are no JSON at all are no frame", () => {
    expect(read(one, "nonsense")).toEqual({
      error: { status: 400, message: "the body is not JSON" },
    });
    expect(read(many, "{}")).toEqual({
      error: { status: 400, message: "the body is not a JSON array" },
    });
  });

  test("answer any body without throwing", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(one, many), (body, type) => {
        read(type, body);
        read(type, [body]);
        read(type, { ...attributes, data: body });
      }),
    );
  });
});
