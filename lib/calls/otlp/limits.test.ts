// What a request may not be, or hold: refused as a whole, or one record alone.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeOtlp } from "../../testing/otlp";
import { readOtlp } from "./read-request";

const text = (value: string) => ({ stringValue: value });
const logs = (logRecords: unknown[], resource = {}) => ({
  resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }],
});

function readBoth(request: Record<string, unknown>) {
  return [
    readOtlp("logs", "json", Buffer.from(JSON.stringify(request))),
    readOtlp("logs", "protobuf", encodeOtlp("logs", request)),
  ];
}

const many = (count: number, attributes: object[] = []) =>
  Array.from({ length: count }, () => ({ attributes }));

function nested(levels: number): object {
  return levels === 0 ? text("x") : { arrayValue: { values: [nested(levels - 1)] } };
}

const twice = [
  { key: "a", value: text("1") },
  { key: "a", value: text("2") },
];

describe("limits of OTLP", () => {
  test("a record that breaks one is broken alone, and kept", () => {
    const request = logs([
      { body: text("fine") },
      { body: nested(40) },
      { attributes: twice, traceId: "5b8efff798038103d269b633813fc60c" },
      { body: text("a\0b") },
      { body: text("x".repeat(300_000)) },
    ]);
    const deep = JSON.stringify(nested(40));
    for (const read of readBoth(request)) {
      expect("items" in read ? read.items : read).toMatchObject([
        { raw: { body: "fine" } },
        { broken: "nested deeper than 32 levels", text: expect.stringContaining(deep) },
        {
          broken: "a name stands twice in an object",
          text: expect.stringContaining('"traceId":"5b8efff798038103d269b633813fc60c"'),
        },
        { broken: "a NUL character (\\u0000), which no database stores" },
        { broken: "the event is larger than 256 KB" },
      ]);
    }
  });

  test("a resource that cannot be read breaks its own records, which keep it", () => {
    const [broken] = logs([{ body: text("a") }, { body: text("b") }], {
      attributes: twice,
    }).resourceLogs;
    const [fine] = logs([{ body: text("c") }]).resourceLogs;
    for (const read of readBoth({ resourceLogs: [broken, fine] })) {
      expect("items" in read ? read.items : read).toMatchObject([
        { broken: "a name stands twice in an object", text: expect.stringMatching(/"a".*"2"/) },
        { broken: "a name stands twice in an object", text: expect.stringMatching(/"b".*"2"/) },
        { raw: { body: "c" } },
      ]);
    }
  });

  test("a body that is no request is an error, and nesting without end is no crash", () => {
    const error = { error: { status: 400, message: "the body is no OTLP logs request" } };
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    for (const body of ["", "nonsense", "[1]", deep, '{"resourceLogs":1,"resourceLogs":2}']) {
      expect(readOtlp("logs", "json", Buffer.from(body))).toEqual(error);
    }
    const open = '{"arrayValue":{"values":['.repeat(50_000);
    const record = `{"body":${open}${"]}}".repeat(50_000)}}`;
    const body = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[${record}]}]}]}`;
    expect(readOtlp("logs", "json", Buffer.from(body))).toEqual({
      items: [{ broken: "nested deeper than 32 levels", text: "(nested too deep to be kept)" }],
    });
    // values (1) in arrayValue (5) …, as the body (5) of a record.
    let bytes = Buffer.alloc(0);
    for (let n = 0; n < 5_000; n += 1) bytes = field(n % 2 === 0 ? 1 : 5, bytes);
    for (const number of [5, 2, 2, 1]) bytes = field(number, bytes);
    expect(readOtlp("logs", "protobuf", bytes)).toEqual(error);
  });

  test("too many records, too many values, and too much in all are refused as a whole", () => {
    const refused = (message: string) => ({ error: { status: 413, message } });
    const count = refused("the request holds more than 1000 records");
    expect(readBoth(logs(many(1_001)))).toEqual([count, count]);

    const values = refused("the request holds too many values");
    const empty = `{"resourceLogs":[${"{},".repeat(700_000)}{}]}`;
    expect(readOtlp("logs", "json", Buffer.from(empty))).toEqual(values);
    const groups = Buffer.alloc(1_400_000, Buffer.of(0x0a, 0));
    expect(readOtlp("logs", "protobuf", groups)).toEqual(values);

    // Each record carries the resource that stands once in the request.
    const attributes = [{ key: "k", value: text("x".repeat(200 * 1024)) }];
    const size = refused("the records are larger than 16 MiB");
    expect(readBoth(logs(many(100), { attributes }))).toEqual([size, size]);
  });

  test("as much as an SDK sends at most is read", () => {
    const attributes = Array.from({ length: 128 }, (_, n) => ({ key: `a${n}`, value: text("v") }));
    for (const read of readBoth(logs(many(1_000, attributes)))) {
      expect("items" in read && read.items.length).toBe(1_000);
    }
  }, 30_000);

  test("any bytes and any JSON are answered without throwing", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const signal of ["logs", "traces"] as const) readOtlp(signal, "protobuf", bytes);
      }),
    );
    const value = fc.jsonValue({ maxDepth: 6 });
    fc.assert(
      fc.property(value, value, (one, other) => {
        const request = logs([one, { body: other }]);
        readOtlp("logs", "json", Buffer.from(JSON.stringify(request)));
        readOtlp("logs", "json", Buffer.from(JSON.stringify({ resourceLogs: one })));
      }),
    );
  });
});

function field(number: number, content: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
  return Buffer.concat([Buffer.of((number << 3) | 2, ...varint(content.length)), content]);
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}
