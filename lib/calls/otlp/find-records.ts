// The log records or spans of a request, with the resource and the scope that they stand under.
import { objectOf, present, textOf, type JsonObject } from "../adapters/json-values";
import { hexId, instant } from "./plain-fields";
import { listOf, plainAttributes, plainValue, UnusableValue } from "./plain-value";

export type Signal = "logs" | "traces";

/** A record in plain JSON, or why it is none, with what it came as. */
export type Found = { raw: JsonObject } | { broken: string; original: unknown };

type Shape = {
  groups: string;
  scopes: string;
  records: string;
  read: (record: JsonObject) => JsonObject;
};

const SHAPES: Record<Signal, Shape> = {
  logs: { groups: "resourceLogs", scopes: "scopeLogs", records: "logRecords", read: logRecord },
  traces: { groups: "resourceSpans", scopes: "scopeSpans", records: "spans", read: span },
};

export function* findRecords(signal: Signal, request: JsonObject): Generator<Found> {
  const shape = SHAPES[signal];
  for (const group of listOf(request[shape.groups]).map(objectOf)) {
    // Once for all records of the group: it may be large, and they may be many.
    const resource = attempt(() => present(plainAttributes(objectOf(group.resource).attributes)));
    for (const scoped of listOf(group[shape.scopes]).map(objectOf)) {
      const scope = scopeOf(objectOf(scoped.scope));
      for (const record of listOf(scoped[shape.records]).map(objectOf)) {
        const read = attempt(() => ({
          ...shape.read(record),
          ...present({ attributes: present(plainAttributes(record.attributes)) }),
        }));
        if (read instanceof UnusableValue) yield broken(read, record, group);
        else if (resource instanceof UnusableValue) yield broken(resource, record, group);
        else yield { raw: { ...read, ...present({ resource, scope }) } };
      }
    }
  }
}

function attempt<T>(read: () => T): T | UnusableValue {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnusableValue) return error;
    throw error;
  }
}

/** What it came as, with ids in hex as in OTLP's own JSON. */
function broken({ message }: UnusableValue, record: JsonObject, { resource }: JsonObject): Found {
  const ids = present({
    traceId: hexId(record.traceId),
    spanId: hexId(record.spanId),
    parentSpanId: hexId(record.parentSpanId),
  });
  return { broken: message, original: { ...record, ...ids, resource } };
}

function scopeOf(scope: JsonObject) {
  return present({ name: textOf(scope.name), version: textOf(scope.version) });
}

function logRecord(record: JsonObject): JsonObject {
  return {
    signal: "log",
    ...present({
      time: instant(record.timeUnixNano),
      observedTime: instant(record.observedTimeUnixNano),
      severity: textOf(record.severityText) ?? nonZero(record.severityNumber),
      traceId: hexId(record.traceId),
      spanId: hexId(record.spanId),
      eventName: textOf(record.eventName),
      body: plainValue(record.body),
    }),
  };
}

function span(record: JsonObject): JsonObject {
  const status = objectOf(record.status);
  return {
    signal: "span",
    ...present({
      name: textOf(record.name),
      startTime: instant(record.startTimeUnixNano),
      endTime: instant(record.endTimeUnixNano),
      traceId: hexId(record.traceId),
      spanId: hexId(record.spanId),
      parentSpanId: hexId(record.parentSpanId),
      kind: nonZero(record.kind),
      status: present({ code: nonZero(status.code), message: textOf(status.message) }),
    }),
  };
}

/** 0 is what an enumeration has when nothing was said. */
function nonZero(value: unknown): string | undefined {
  return value === 0 ? undefined : textOf(value);
}
