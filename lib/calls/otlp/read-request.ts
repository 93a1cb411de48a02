// An OTLP export request, in either encoding, as one readable record for each log or span.
import { createHash } from "node:crypto";
import { canonicalJson } from "../../ledger/canonical-json";
import { isJsonObject, type JsonObject } from "../adapters/json-values";
import { textProblem, inspectValue } from "../frames/event-limits";
import { EVENTS_LIMIT, INFLATED_LIMIT } from "../frames/limits";
import { scanJson } from "../frames/json-scan";
import { decodeUtf8 } from "../frames/text-lines";
import { decodeMessage, messageType } from "./messages";
import { type Found, findRecords, type Signal } from "./find-records";
import { jsonHasTooManyValues, protobufHasTooManyValues } from "./too-many-values";

export type Encoding = "json" | "protobuf";

/** `retryId`: equal for the same record sent again, since a log has no id of its own. */
export type OtlpItem = { raw: JsonObject; retryId: string } | { broken: string; text: string };

export type OtlpRequest = { items: OtlpItem[] } | { error: { status: 400 | 413; message: string } };

/** Never throws; a record that breaks a limit is a broken item, only a body that is no request an error. */
export function readOtlp(signal: Signal, encoding: Encoding, body: Uint8Array): OtlpRequest {
  const request = encoding === "json" ? parseJson(body) : parseProtobuf(signal, body);
  if (request === undefined) {
    return { error: { status: 400, message: `the body is no OTLP ${signal} request` } };
  }
  if (request === "too much") return tooLarge("the request holds too many values");
  const items: OtlpItem[] = [];
  let size = 0;
  for (const found of findRecords(signal, request)) {
    if (items.length === EVENTS_LIMIT) {
      return tooLarge(`the request holds more than ${EVENTS_LIMIT} records`);
    }
    const text = writtenOut(found);
    // A resource stands once in the request and in each of its records here.
    size += text.length;
    if (size > INFLATED_LIMIT) return tooLarge("the records are larger than 16 MiB");
    items.push(itemOf(found, text));
  }
  return { items };
}

function tooLarge(message: string): OtlpRequest {
  return { error: { status: 413, message } };
}

function parseJson(body: Uint8Array): JsonObject | "too much" | undefined {
  const text = decodeUtf8(body);
  if (text === undefined) return undefined;
  if (jsonHasTooManyValues(text)) return "too much";
  try {
    const value: unknown = JSON.parse(text);
    const { repeatsName, rewritten } = scanJson(text);
    // Two members of one name: which of them a reader takes is anybody's guess.
    if (repeatsName) return undefined;
    const exact: unknown = rewritten === undefined ? value : JSON.parse(rewritten);
    return isJsonObject(exact) ? exact : undefined;
  } catch {
    return undefined;
  }
}

function parseProtobuf(signal: Signal, body: Uint8Array): JsonObject | "too much" | undefined {
  const name = signal === "logs" ? "LogsRequest" : "TraceRequest";
  try {
    if (protobufHasTooManyValues(messageType(name), body)) return "too much";
    const decoded = decodeMessage(name, body);
    return isJsonObject(decoded) ? decoded : undefined;
  } catch {
    return undefined;
  }
}

function writtenOut(found: Found): string {
  if ("raw" in found) return JSON.stringify(found.raw);
  try {
    return JSON.stringify(found.original);
  } catch {
    // JSON.stringify is recursive, and this record is thousands of levels deep.
    return UNWRITABLE;
  }
}

const UNWRITABLE = "(nested too deep to be kept)";

function itemOf(found: Found, text: string): OtlpItem {
  if ("broken" in found) return { broken: found.broken, text };
  const problem = textProblem(text) ?? inspectValue(found.raw).problem;
  return problem === undefined
    ? { raw: found.raw, retryId: retryId(found.raw) }
    : { broken: problem, text };
}

/** A retry brings the same record; only when it was observed may differ, where it has a time. */
function retryId(raw: JsonObject): string {
  const { observedTime: _observed, ...rest } = raw;
  const same = raw.time === undefined ? raw : rest;
  return createHash("sha256").update(canonicalJson(same)).digest("hex");
}
