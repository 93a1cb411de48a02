// How a body is delimited: by its length, in chunks, or by lies.
import { BODY_LIMIT } from "../../../lib/calls/frames/limits";
import type { Ending } from "../socket";

export type Framing = {
  headers: (body: Buffer) => string[];
  bytes?: (body: Buffer) => Buffer;
  /** Given where the framing is broken: the server would wait for more. */
  ending?: Ending;
};
const length = (body: Buffer, off = 0) => [`Content-Length: ${Math.max(0, body.length + off)}`];
const chunked = (body: Buffer) => {
  const [half, rest] = [body.subarray(0, body.length / 2), body.subarray(body.length / 2)];
  const pieces = [half, rest].filter((piece) => piece.length > 0);
  const chunks = pieces.flatMap((piece) => [`${piece.length.toString(16)};x=y\r\n`, piece, "\r\n"]);
  return Buffer.concat([...chunks, "0\r\n\r\n"].map((part) => Buffer.from(part)));
};
const CHUNKED = "Transfer-Encoding: chunked";
export const ordinary: Framing = { headers: (body) => length(body) };
export const FRAMINGS: readonly Framing[] = [
  { headers: () => [CHUNKED], bytes: chunked },
  { headers: (body) => [...length(body), "Expect: 100-continue"] },
  { headers: (body) => length(body, 1), ending: "end" },
  { headers: (body) => length(body, BODY_LIMIT), ending: "end" },
  { headers: (body) => length(body, -1), ending: "end" },
  { headers: () => ["Content-Length: 99999999999999999999"], ending: "end" },
  { headers: () => ["Content-Length: -1"], ending: "end" },
  { headers: (body) => [...length(body), ...length(body, 1)], ending: "end" },
  { headers: (body) => [...length(body), CHUNKED], bytes: chunked, ending: "end" },
  { headers: () => [CHUNKED], ending: "end" },
  { headers: () => [CHUNKED], bytes: (body) => chunked(body).subarray(0, -5), ending: "end" },
  { headers: () => [], ending: "end" },
  { headers: (body) => length(body, 100), ending: "hang up" },
  { headers: () => [CHUNKED], bytes: () => Buffer.from("fff\r\n{"), ending: "hang up" },
];
