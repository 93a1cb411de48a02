// `native`: the call record itself, as our own clients send it.
import { acceptRecord } from "./accept-record";
import type { Adapted, Adapter, AdapterInput } from "./adapter";
import { isJsonObject, type JsonObject } from "./json-values";
import { normaliseTime } from "./record-time";

export const native: Adapter = {
  format: "native",
  title: "Onbehalf call record",
  gatewayVersions: "any: the record in events.md",
  takesText: false,
  ceilings: { caller: "validated", downstream: "validated" },
  adapt,
};

/** `time` is required here: a record without one would be another event at each retry. */
function adapt({ raw, fallbackId }: AdapterInput): Adapted {
  if (!isJsonObject(raw)) return { unreadable: "a native record is a JSON object" };
  const adapted = acceptRecord(withIdAndTime(raw, fallbackId));
  // Many serialisers write null or "" for what is missing; looked at only when needed.
  return "unreadable" in adapted
    ? acceptRecord(withIdAndTime(withoutBlanks(raw, 0), fallbackId))
    : adapted;
}

function withIdAndTime(record: JsonObject, fallbackId: string | undefined): JsonObject {
  const time = typeof record.time === "string" ? normaliseTime(record.time) : undefined;
  return { ...record, id: record.id ?? fallbackId, time: time ?? record.time };
}

const GROUP_DEPTH = 3;
/** Content, not structure: a null or an empty string in here means something. */
const CONTENT = new Set(["arguments", "result", "labels"]);

function withoutBlanks(group: JsonObject, depth: number): JsonObject {
  const kept: JsonObject = {};
  for (const [key, value] of Object.entries(group)) {
    if (key === "__proto__") continue;
    if (CONTENT.has(key) && value !== null) kept[key] = value;
    else if (isJsonObject(value) && depth < GROUP_DEPTH)
      kept[key] = withoutBlanks(value, depth + 1);
    else if (value !== null && value !== "") kept[key] = value;
  }
  return kept;
}
