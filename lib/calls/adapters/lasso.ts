// Lasso MCP Gateway: the events of its xetrack plugin, one flat row a call. It knows no user.
import type { CallRecord, EventType } from "../model";
import { acceptRecord } from "./accept-record";
import type { Adapted, Adapter, AdapterInput } from "./adapter";
import { isJsonObject, labelsOf, present, textOf, type JsonObject } from "./json-values";
import { recordId } from "./record-id";
import { recordTime } from "./record-time";

export const lasso: Adapter = {
  format: "lasso",
  title: "Lasso MCP Gateway (xetrack)",
  gatewayVersions: "Lasso MCP Gateway of 2025 (commit dc3396d, xetrack plugin)",
  takesText: false,
  ceilings: { caller: "absent", downstream: "observed" },
  adapt,
};

const TYPE_OF: ReadonlyMap<string, EventType> = new Map([
  ["tool", "tool.call"],
  ["resource", "resource.read"],
  ["prompt", "prompt.get"],
]);

function adapt({ raw, receivedAt, fallbackId }: AdapterInput): Adapted {
  if (!isJsonObject(raw)) return { unreadable: "a Lasso event is a JSON object" };
  const capability = textOf(raw.capability_type);
  if (capability === undefined) {
    return { unreadable: "not a Lasso event: it has no capability_type" };
  }
  const type = TYPE_OF.get(capability);
  if (type === undefined) return { ignored: "a capability that is no call" };
  const own = textOf(raw.call_id);
  const id = recordId({ ...(own && { own }), ...(fallbackId && { fallbackId }) });
  if ("unreadable" in id) return id;
  // The gateway's local time without a zone: no moment. It is kept as a label.
  const stated = textOf(raw.timestamp);
  const zoned = recordTime(raw.timestamp, receivedAt);
  const time = "unreadable" in zoned ? recordTime(undefined, receivedAt) : zoned;
  if ("unreadable" in time) return time;

  return acceptRecord({
    ...id,
    type,
    ...time,
    ...present({
      server: present({ name: textOf(raw.server_name) }),
      tool: present({ name: textOf(raw.capability_name), arguments: argumentsOf(raw) }),
      outcome: {
        status: failed(raw.isError) ? ("error" as const) : ("ok" as const),
      },
      result: present({ type: textOf(raw.response_type), text: textOf(raw.content_text) }),
      labels: labelsOf({ localTime: "timeFrom" in time ? stated : undefined, track: raw.track_id }),
    } satisfies Partial<CallRecord>),
  });
}

function failed(value: unknown): boolean {
  return value === 1 || value === true;
}

const OWN_COLUMNS = new Set(
  "timestamp track_id meta call_id capability_name capability_type server_name isError".split(" "),
);

/** xetrack spreads the arguments over columns: whatever is neither the event's own nor its answer. */
function argumentsOf(raw: JsonObject): JsonObject | undefined {
  return present(
    Object.fromEntries(
      Object.entries(raw).filter(
        ([name, value]) =>
          value !== null && !OWN_COLUMNS.has(name) && !/^(?:content_|response_)/.test(name),
      ),
    ),
  );
}
