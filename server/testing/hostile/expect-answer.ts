// What every answer of ingest has to be, whatever was sent.
import { expect } from "vitest";
import { INGEST_STATUSES } from "../../../lib/calls/ingest-status";
import { decodeMessage } from "../../../lib/calls/otlp/messages";
import type { WireAnswer } from "../socket";
import type { Sent } from "./wire";

/** What Node's own parser answers, without a word, to what is no HTTP. */
const PARSER_STATUSES = [400, 413, 431];
const EVENT_STATUSES = [200, 400, 401, 403, 404, 413, 415];
/** None that an exporter would send again: the same request would be refused again. */
const OTLP_STATUSES = [200, 400, 401, 403, 413, 415];

/** The results' statuses, where events were answered. */
export function expectAnswer(sent: Sent, answer: WireAnswer): string[] {
  expect(answer.status).toBeLessThan(500);
  const isBroken = sent.ending !== "wait";
  if (sent.method !== "POST" || (isBroken && !answer.headers.has("content-type"))) {
    // 405 where the address is handed on to the pages, which are read only.
    expect(isBroken ? [404, 405, ...PARSER_STATUSES] : [404, 405]).toContain(answer.status);
    return [];
  }
  if (sent.path.startsWith("/v1/")) return expectOtlp(sent, answer);
  expect(EVENT_STATUSES).toContain(answer.status);
  return answer.status === 200 ? expectAccount(answer) : expectProblem(answer);
}

function expectProblem({ headers, body, status }: WireAnswer): string[] {
  expect(headers.get("content-type")).toBe("application/problem+json");
  expect(JSON.parse(body.toString())).toMatchObject({
    status,
    code: expect.any(String),
    detail: expect.stringMatching(/\S/),
    requestId: headers.get("x-request-id"),
  });
  return [];
}

/** One result for each event, in order, with a reason where it was not stored; exact counts. */
function expectAccount({ body }: WireAnswer): string[] {
  const answer = JSON.parse(body.toString());
  const total = INGEST_STATUSES.reduce((sum, status) => sum + answer[status], 0);
  expect(total).toBe(answer.results.length);
  const seen: string[] = [];
  for (const [n, { index, status, reason }] of answer.results.entries()) {
    expect(index).toBe(n);
    expect(INGEST_STATUSES).toContain(status);
    if (status !== "stored" && status !== "duplicate") expect(reason).toMatch(/\S/);
    seen.push(status);
  }
  return seen;
}

/** In the request's own encoding, errors as google.rpc.Status. */
function expectOtlp(sent: Sent, { status, headers, body }: WireAnswer): string[] {
  expect(OTLP_STATUSES).toContain(status);
  const isProtobuf = /^application\/x-protobuf/i.test(sent.contentType ?? "");
  const type = isProtobuf ? "application/x-protobuf" : "application/json";
  expect(headers.get("content-type")).toBe(type);
  const name = sent.path === "/v1/logs" ? "LogsResponse" : "TraceResponse";
  const message = status === 200 ? name : "RpcStatus";
  const answer: unknown = isProtobuf ? decodeMessage(message, body) : JSON.parse(body.toString());
  if (status === 200) {
    const rejected = sent.path === "/v1/logs" ? "rejectedLogRecords" : "rejectedSpans";
    const partialSuccess = {
      [rejected]: expect.stringMatching(/^[1-9]\d*$/),
      errorMessage: expect.stringMatching(/\S/),
    };
    expect([{}, { partialSuccess }]).toContainEqual(answer);
  } else {
    expect(answer).toEqual({ code: expect.any(Number), message: expect.stringMatching(/\S/) });
  }
  return [];
}
