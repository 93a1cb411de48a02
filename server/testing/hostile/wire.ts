// How a draft goes out: encoded, signed and framed, mostly as it should be.
import fc from "fast-check";
import type { Ending } from "../socket";
import type { Draft } from "./draft";
import { gzipped, ODD_ENCODINGS, plain } from "./encodings";
import { FRAMINGS, ordinary } from "./framings";

export type Sent = {
  kind: string;
  method: string;
  path: string;
  contentType: string | undefined;
  /** Anything but "wait" breaks HTTP's own rules: the server's parser may answer before us. */
  ending: Ending;
  bytes: readonly Buffer[];
};

/** Authorization headers: the first is the right one. */
export type Credentials = readonly [string, ...string[]];

/** The first of these nine times of ten. */
function mostly<T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 9, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
}

const WRONG_TYPES = [
  undefined,
  "",
  "text/html",
  "application/json; charset=utf-16",
  "application/json;charset=latin1",
  'application/json; charset="utf-8"',
  "APPLICATION/JSON",
  "application/x-protobuf",
  "application/cloudevents+json",
  "application/cloudevents-batch+json",
  "application/cloudevents+avro",
  "multipart/form-data; boundary=x",
  ";;;=",
  "x".repeat(5_000),
];

const MORE_HEADERS = [
  [],
  ["X-Forwarded-For: 1, 2, \u00ff", "X-Onbehalf-Near: 1", "Traceparent: 00-\u00e4"],
  ["Cookie: __Host-session=x; a=%%%", "Origin: null", "Sec-Fetch-Site: cross-site"],
  ["Accept: text/html;q=x", "Accept-Encoding: br;q=-1", "Range: bytes=9-1"],
];

/** Of the body of a request that failed. */
const PRINTED = 4_000;

const QUERIES = ["", "", "", "?a=%", "?a=1&a=2", `?${"a".repeat(3_000)}`];

export function onTheWire(draft: Draft, [right, ...wrong]: Credentials): fc.Arbitrary<Sent> {
  return fc
    .record({
      method: mostly("POST", "GET", "PUT", "DELETE", "OPTIONS", "HEAD"),
      query: fc.constantFrom(...QUERIES),
      encode: fc.oneof(mostly(plain, gzipped), mostly(plain, ...ODD_ENCODINGS)),
      contentType: mostly<string | undefined>(draft.contentType, ...WRONG_TYPES),
      authorization: mostly<string | undefined>(right, undefined, ...wrong),
      framing: mostly(ordinary, ...FRAMINGS),
      more: fc.constantFrom(...MORE_HEADERS),
    })
    .map(({ method, query, encode, contentType, authorization, framing, more }) => {
      const { body, encoding } = encode(draft.body);
      const stated = { "content-encoding": encoding, ...draft.headers };
      const headers = [
        "Host: localhost",
        "Connection: close",
        ...more,
        ...Object.entries({ ...stated, authorization, "content-type": contentType }).flatMap(
          ([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]),
        ),
        ...framing.headers(body),
      ];
      const head = `${method} ${draft.path}${query} HTTP/1.1\r\n${headers.join("\r\n")}\r\n\r\n`;
      return {
        kind: draft.kind,
        method,
        path: draft.path,
        contentType,
        ending: framing.ending ?? "wait",
        bytes: [Buffer.from(head, "latin1"), framing.bytes?.(body) ?? body],
        [fc.toStringMethod]: () => head + draft.body.subarray(0, PRINTED).toString("latin1"),
      };
    });
}
