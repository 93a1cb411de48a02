// An adapter with the keys that an operator chose: what the admin mapped overrides what the
// adapter found, and counts as the gateway's own word for it.
import { acceptRecord } from "./accept-record";
import type { Adapted, Adapter, AdapterInput } from "./adapter";
import { parseAgentgatewayLine } from "./agentgateway-line";
import { isJsonObject, objectOf, textOf, type JsonObject } from "./json-values";
import { type KeyMapping, MAPPABLE_FIELDS, type MappableField } from "../../sources/model";
import { parsedText } from "./parsed-text";
import { normaliseTime } from "./record-time";

/** `adapter.adapt`, with the source's mapping on top. What the adapter ignores stays ignored. */
export function adaptMapped(
  adapter: Adapter,
  input: AdapterInput,
  mapping: KeyMapping | null,
): Adapted {
  if (mapping === null) return adapter.adapt(input);
  const { fields, chosenByClient } = fieldsOf(input.raw);
  const isForgeable = (field: MappableField) => chosenByClient.has(mapping[field] ?? "");
  const mapped = new Map(
    MAPPABLE_FIELDS.flatMap((field) => {
      const key = mapping[field];
      // What the client may have written itself says nothing about whom the call ran as.
      if (key === undefined || (isForgeable(field) && field.startsWith("downstream."))) return [];
      const value = cleanValue(field, valueAt(fields, key));
      return value === undefined ? [] : [[field, value] as const];
    }),
  );
  const id = mapped.get("id");
  const adapted = adapter.adapt(
    typeof id === "string" ? { ...input, fallbackId: input.fallbackId ?? id } : input,
  );
  if (!("record" in adapted) || mapped.size === 0) return adapted;
  const record = merged(adapted.record, mapped, input.trust);
  const isForgeableCaller = [...mapped.keys()].some(
    (field) => field.startsWith("caller.") && isForgeable(field),
  );
  if (isForgeableCaller && objectOf(record["caller"])["evidence"] === "validated") {
    setAt(record, ["caller", "evidence"], "asserted");
  }
  return acceptRecord(record);
}

type Fields = { fields: JsonObject; chosenByClient: ReadonlySet<string> };
const NONE: ReadonlySet<string> = new Set();

/** A line of text has keys too, where the format is known to have them. */
function fieldsOf(raw: unknown): Fields {
  if (typeof raw !== "string") return { fields: objectOf(raw), chosenByClient: NONE };
  const line = parseAgentgatewayLine(raw);
  return "fields" in line ? line : { fields: {}, chosenByClient: NONE };
}

/** The literal key, which may hold dots, before a path to it. */
function valueAt(fields: JsonObject, key: string): unknown {
  if (Object.hasOwn(fields, key)) return fields[key];
  let value: unknown = fields;
  for (const step of key.split(".")) {
    if (!isJsonObject(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}

/** The value in the form of its field; undefined where it is missing or of another form. */
function cleanValue(field: MappableField, value: unknown): unknown {
  if (field === "tool.arguments" || field === "result") {
    return value === null || value === "" ? undefined : parsedText(value);
  }
  if (field === "caller.groups") return groups(value);
  const text = textOf(value);
  if (text === "-") return undefined;
  return field === "time" && text !== undefined ? normaliseTime(text) : text;
}

function groups(value: unknown): string[] | undefined {
  const list = typeof value === "string" ? value.split(",") : value;
  if (!Array.isArray(list)) return undefined;
  const names = list.flatMap((one) => textOf(one)?.trim() || []);
  return names.length > 0 ? names : undefined;
}

const SUBJECTS = ["caller.sub", "downstream.sub", "downstream.kind", "downstream.credential.id"];

function merged(
  record: JsonObject,
  mapped: ReadonlyMap<MappableField, unknown>,
  trust: AdapterInput["trust"],
): JsonObject {
  const result = structuredClone(record);
  for (const [field, value] of mapped) setAt(result, field.split("."), value);
  const claims = SUBJECTS.filter((field) => [...mapped.keys()].some((name) => name === field));
  if (claims.includes("caller.sub")) setAt(result, ["caller", "evidence"], trust.caller);
  if (claims.some((field) => field.startsWith("downstream."))) {
    setAt(result, ["downstream", "evidence"], trust.downstream);
  }
  if (mapped.has("time")) delete result["timeFrom"];
  const { isError } = objectOf(mapped.get("result"));
  const known = objectOf(result["outcome"])["status"] ?? "unknown";
  // An MCP result says itself whether the tool failed; the HTTP status around it is 200 either way.
  if (typeof isError === "boolean" && (known === "unknown" || known === "ok")) {
    setAt(result, ["outcome", "status"], isError ? "error" : "ok");
  }
  return result;
}

function setAt(target: JsonObject, path: readonly string[], value: unknown): void {
  const [step, ...rest] = path;
  if (step === undefined) return;
  if (rest.length === 0) target[step] = value;
  else {
    const inner = objectOf(target[step]);
    target[step] = inner;
    setAt(inner, rest, value);
  }
}
