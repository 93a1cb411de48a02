// CloudEvents in all three modes, with attributes and data that are not what they should be.
import fc from "fast-check";
import { FORMATS } from "../../../lib/calls/adapters/registry";
import type { Draft } from "./draft";
import { recordText } from "./event-drafts";
import { changed, damaged } from "./values";

const attributes = fc.record({
  specversion: fc.oneof({ weight: 9, arbitrary: fc.constant("1.0") }, fc.constantFrom("0.3", "")),
  id: fc.uuid(),
  source: fc.constantFrom("/gw", "https://gw.test/a#b", "urn:x"),
  type: fc.constantFrom(...FORMATS, "unknown").map((format) => `com.example.${format}`),
  time: fc.constantFrom(new Date().toISOString(), "2026-02-30T00:00:00Z", "yesterday"),
});

/** The data's format agrees with the type mostly. */
const event = attributes.chain((own) => {
  const format = FORMATS.find((one) => own.type.endsWith(`.${one}`)) ?? "native";
  return recordText(format).map((data) => ({ own, data }));
});

const structured = event.chain(({ own, data }) => {
  const forms = [
    { ...own, data },
    { ...own, data: jsonOr(data) },
    { ...own, data_base64: Buffer.from(data).toString("base64") },
    { ...own, data, data_base64: "%%%" },
  ];
  return fc.constantFrom(...forms).chain((one) => changed(one, 3));
});

/** What the text says as JSON; the text where it says nothing, or nests too deep to be written again. */
function jsonOr(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    JSON.stringify(value);
    return value;
  } catch {
    return text;
  }
}

const one = structured
  .chain((value) => damaged(Buffer.from(JSON.stringify(value))))
  .map((body) => draft("application/cloudevents+json", body));

const batch = fc
  .array(structured, { minLength: 1, maxLength: 5 })
  .chain((values) => damaged(Buffer.from(JSON.stringify(values))))
  .map((body) => draft("application/cloudevents-batch+json; charset=UTF-8", body));

/** What may stand in a header's value, as its bytes. */
const HEADER_VALUES = [
  "%",
  "%00",
  "%ff",
  "%F0%9F%98%80",
  '"a\\"b',
  '""',
  "",
  "\u00ff\u00fe",
  "a,b",
  "\t",
];
const headerValue = fc.oneof(
  fc.constantFrom(...HEADER_VALUES, "x".repeat(9_000)),
  fc.string({ unit: "binary", maxLength: 30 }).map(encodeWell),
);

function encodeWell(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

const binary = event.chain(({ own, data }) =>
  fc
    .record({
      evil: headerValue,
      name: fc.constantFrom("specversion", "id", "source", "type", "time", "__proto__", "x"),
      isPlanted: fc.boolean(),
      contentType: fc.constantFrom("application/json", "text/plain", "application/xml"),
      body: damaged(Buffer.from(data)),
    })
    .map(({ evil, name, isPlanted, contentType, body }) => {
      const all = { ...own, ...(isPlanted && { [name]: evil }) };
      const headers = Object.entries(all).map(([key, value]) => [`ce-${key}`, value]);
      return { ...draft(contentType, body), headers: Object.fromEntries(headers) };
    }),
);

function draft(contentType: string, body: Buffer): Draft {
  return { kind: "cloudevents", path: "/api/v1/events", contentType, body };
}

export const cloudEventDraft: fc.Arbitrary<Draft> = fc.oneof(one, batch, binary);
