// The body of `POST /api/v1/events/{format}`, taken apart into events.
import { readJsonItem, readTextItem, type FrameItem } from "./frames/read-item";
import { splitJsonArray } from "./frames/split-json-array";
import { EVENTS_LIMIT, INFLATED_LIMIT } from "./frames/limits";
import { parseStrictJson } from "./frames/strict-json";
import { decodeUtf8, textLines } from "./frames/text-lines";
import { isLongerThan } from "./frames/utf8-length";

export type Frame =
  | { items: FrameItem[] }
  | { error: { status: 400 | 413 | 415; message: string } };

/**
 * The events of a body that is already inflated, in order. An event that breaks a limit is a
 * broken item; only a body that is no frame at all is an error. Of the limits on bytes, the one
 * on the wire (`BODY_LIMIT`) is the caller's to check, before reading.
 */
export function splitFrame(body: Uint8Array | string, contentType: string | undefined): Frame {
  const read = readerOf(contentType);
  if (read === undefined) return { error: { status: 415, message: UNSUPPORTED } };
  const isTooLarge =
    typeof body === "string" ? isLongerThan(body, INFLATED_LIMIT) : body.length > INFLATED_LIMIT;
  if (isTooLarge) return { error: { status: 413, message: "the body is larger than 16 MiB" } };
  return read(body);
}

const UNSUPPORTED =
  "the body must be application/json, application/x-ndjson or text/plain, in UTF-8";

type Reader = (body: Uint8Array | string) => Frame;

const READERS: ReadonlyMap<string, Reader> = new Map([
  ["application/json", readJson],
  ["application/x-ndjson", readNdjson],
  ["application/ndjson", readNdjson],
  ["application/jsonl", readNdjson],
  ["text/plain", readText],
]);

function readerOf(contentType = ""): Reader | undefined {
  const [type = "", ...parameters] = contentType.toLowerCase().split(";");
  const charset = parameters.map((one) => one.trim()).find((one) => one.startsWith("charset="));
  const isUtf8 = charset === undefined || /^charset="?(?:utf-?8|us-ascii)"?$/.test(charset);
  return isUtf8 ? READERS.get(type.trim()) : undefined;
}

function readJson(body: Uint8Array | string): Frame {
  const text = decodeUtf8(body)?.trim();
  if (text === undefined) return badFrame("the body is not UTF-8");
  if (text === "") return badFrame(EMPTY);
  if (text.startsWith("[")) {
    const elements = splitJsonArray(text, EVENTS_LIMIT);
    if (elements === undefined) return badFrame("the body is not a JSON array");
    if (elements.length > EVENTS_LIMIT) return TOO_MANY;
    return { items: elements.map((element) => readJsonItem(element.text)) };
  }
  if (!text.startsWith("{")) return badFrame("the body is neither a JSON object nor an array");
  const parsed = parseStrictJson(text);
  if ("value" in parsed) return { items: [{ raw: parsed.value }] };
  // Some shippers label NDJSON as JSON: then the first line is an object of its own.
  const [firstLine = "", rest] = text.split("\n", 2);
  if (rest !== undefined && "value" in parseStrictJson(firstLine)) return readNdjson(text);
  if (parsed.syntax) return badFrame("the body is not JSON");
  return { items: [{ broken: parsed.problem, text }] };
}

function readNdjson(body: Uint8Array | string): Frame {
  return readLines(body, (line) => readJsonItem(line.trim()));
}

function readText(body: Uint8Array | string): Frame {
  return readLines(body, readTextItem);
}

function readLines(body: Uint8Array | string, read: (line: string) => FrameItem): Frame {
  const items: FrameItem[] = [];
  for (const line of textLines(body)) {
    if (items.length === EVENTS_LIMIT) return TOO_MANY;
    items.push("line" in line ? read(line.line) : line);
  }
  return items.length === 0 ? badFrame(EMPTY) : { items };
}

const EMPTY = "the body is empty";
const TOO_MANY: Frame = {
  error: { status: 413, message: `the body holds more than ${EVENTS_LIMIT} events` },
};

function badFrame(message: string): Frame {
  return { error: { status: 400, message } };
}
