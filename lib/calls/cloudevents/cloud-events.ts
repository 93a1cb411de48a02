// CloudEvents 1.0 over HTTP: structured, batch and binary mode. `data` is a record of the format
// that `type` ends with (`com.example.toolhive`), else of the source's own format.
import { createHash } from "node:crypto";
import type { IngestItem } from "../adapt-items";
import { isJsonObject, textOf, type JsonObject } from "../adapters/json-values";
import { findAdapter, FORMATS } from "../adapters/registry";
import { EVENTS_LIMIT } from "../frames/limits";
import { type FrameItem, readJsonItem, readTextItem } from "../frames/read-item";
import { splitJsonArray } from "../frames/split-json-array";
import { decodeUtf8 } from "../frames/text-lines";

export type CloudEventItem = { format: string; item: IngestItem };
export type CloudEvents =
  | { items: CloudEventItem[] }
  | { error: { status: 400 | 413; message: string } };

/** Whether a request is one; asked of every ingest request. */
export function isCloudEvents(headers: Headers): boolean {
  const type = headers.get("content-type") ?? "";
  return (
    /^application\/cloudevents(?:-batch)?\+json\b/i.test(type) || headers.has("ce-specversion")
  );
}

/** Never throws. An event without its required attributes is a broken item. */
export function readCloudEvents(
  headers: Headers,
  body: Uint8Array,
  ownFormat: string,
): CloudEvents {
  const text = decodeUtf8(body);
  if (text === undefined) return { error: { status: 400, message: "the body is not UTF-8" } };
  const type = headers.get("content-type") ?? "";
  if (/^application\/cloudevents-batch\+json\b/i.test(type)) return batch(text, ownFormat);
  if (!/^application\/cloudevents\+json\b/i.test(type)) {
    return { items: [binary(headers, text, ownFormat)] };
  }
  const read = readJsonItem(text.trim());
  if ("broken" in read && read.broken === "not JSON") {
    return { error: { status: 400, message: "the body is not JSON" } };
  }
  return { items: [structured(read, 0, ownFormat)] };
}

function batch(text: string, ownFormat: string): CloudEvents {
  const elements = splitJsonArray(text.trim(), EVENTS_LIMIT);
  if (elements === undefined) {
    return { error: { status: 400, message: "the body is not a JSON array" } };
  }
  if (elements.length > EVENTS_LIMIT) {
    const message = `the body holds more than ${EVENTS_LIMIT} events`;
    return { error: { status: 413, message } };
  }
  const items = elements.map((one, n) => structured(readJsonItem(one.text), n, ownFormat));
  return { items };
}

function structured(read: FrameItem, n: number, ownFormat: string): CloudEventItem {
  const position = `event ${n}`;
  if ("broken" in read) return { format: ownFormat, item: { content: read, position } };
  const attributes = isJsonObject(read.raw) ? read.raw : {};
  const format = formatOf(attributes, ownFormat);
  const problem = problemOf(attributes);
  if (problem !== undefined) return refused(ownFormat, position, problem, read.raw);
  return event(attributes, dataOf(attributes, format), format, position);
}

/** Attributes in `ce-` headers; the body is the data. */
function binary(headers: Headers, text: string, ownFormat: string): CloudEventItem {
  const attributes: JsonObject = {};
  for (const [name, value] of headers) {
    if (name.startsWith("ce-")) attributes[name.slice("ce-".length)] = headerText(value);
  }
  const format = formatOf(attributes, ownFormat);
  const problem = problemOf(attributes);
  if (problem !== undefined) return refused(ownFormat, "event 0", problem, text);
  const data = text.trim() === "" ? withoutData(attributes) : readData(text, format);
  return event(attributes, data, format, "event 0");
}

function event(
  attributes: JsonObject,
  data: FrameItem,
  format: string,
  position: string,
): CloudEventItem {
  const eventId = idOf(textOf(attributes.source) ?? "", textOf(attributes.id) ?? "");
  const time = textOf(attributes.time);
  const content = format === "native" && time !== undefined ? withTime(data, time) : data;
  return {
    format,
    item: { content, position, fallbackId: eventId, eventId, ...(time && { time }) },
  };
}

/** The call record itself has to have a time: the envelope's is as good. */
function withTime(data: FrameItem, time: string): FrameItem {
  if (!("raw" in data) || !isJsonObject(data.raw)) return data;
  return { raw: { ...data.raw, time: data.raw.time ?? time } };
}

function problemOf(attributes: JsonObject): string | undefined {
  if (attributes.specversion !== "1.0") return "no CloudEvent of specversion 1.0";
  const missing = ["id", "source", "type"].find((name) => {
    const value = attributes[name];
    return typeof value !== "string" || value === "";
  });
  return missing === undefined ? undefined : `a CloudEvent without ${missing}`;
}

function refused(format: string, position: string, broken: string, raw: unknown): CloudEventItem {
  const text = typeof raw === "string" ? raw : JSON.stringify(raw);
  return { format, item: { content: { broken, text }, position } };
}

function formatOf(attributes: JsonObject, ownFormat: string): string {
  const type = textOf(attributes.type) ?? "";
  const named = FORMATS.find((format) => type === format || type.endsWith(`.${format}`));
  return named ?? ownFormat;
}

function dataOf(attributes: JsonObject, format: string): FrameItem {
  const { data, data_base64: base64 } = attributes;
  if (typeof base64 === "string") {
    const text = decodeUtf8(Buffer.from(base64, "base64"));
    return text === undefined
      ? { broken: "data_base64 holds no text", text: base64 }
      : readData(text, format);
  }
  if (typeof data === "string") return readData(data, format);
  return data === undefined || data === null ? withoutData(attributes) : { raw: data };
}

function withoutData(attributes: JsonObject): FrameItem {
  return { broken: "a CloudEvent without data", text: JSON.stringify(attributes) };
}

function readData(text: string, format: string): FrameItem {
  return findAdapter(format)?.takesText ? readTextItem(text) : readJsonItem(text.trim());
}

const READABLE = /^[\x21-\x7e]{1,128}$/;

/** `source` and `id` together are unique; readable where they fit an event's id. */
function idOf(source: string, id: string): string {
  const text = `${source}#${id}`;
  if (READABLE.test(text) && !source.includes("#")) return text;
  return `ce:${createHash("sha256")
    .update(JSON.stringify([source, id]))
    .digest("hex")}`;
}

/** Quotes first, which older versions wrote, then one round of percent-decoding (HTTP binding, 3.1.3.2). */
function headerText(value: string): string {
  const [, quoted] = /^"(.*)"$/.exec(value) ?? [];
  const text = quoted === undefined ? value : quoted.replace(/\\(.)/g, "$1");
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
