// The text of /metrics: this process's own counts, then what the database says.
import { Gauge, Registry } from "prom-client";
import type { OperationalFigures } from "./operational-figures";
import type { Metrics } from "./metrics";

/** What the process knows at this moment. */
export type Momentary = { requestsUnderWay: number; bytesUnderWay: number; roles: string[] };

/**
 * Prometheus text format 0.0.4. Without `figures` (the database is away) the figures that come
 * from there are left out and `onbehalf_database_up` is 0.
 */
export async function exposition(
  metrics: Metrics,
  momentary: Momentary,
  figures: OperationalFigures | null,
): Promise<{ contentType: string; text: string }> {
  const registry = new Registry();
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `onbehalf_${name}`, help, labelNames, registers: [registry] });

  gauge("database_up", "Whether the database answered this request.").set(figures ? 1 : 0);
  gauge("ingest_requests_under_way", "Ingest requests admitted and not yet answered.").set(
    momentary.requestsUnderWay,
  );
  gauge("ingest_bytes_under_way", "Bytes on the wire of the requests under way.").set(
    momentary.bytesUnderWay,
  );
  const role = gauge("process_role", "1 for each role of this process.", ["role"]);
  for (const name of momentary.roles) role.set({ role: name }, 1);
  if (figures !== null) addFigures(gauge, figures);
  const parts = [await metrics.registry.metrics(), await registry.metrics()];
  return { contentType: registry.contentType, text: parts.join("\n") };
}

type MakeGauge = (name: string, help: string, labelNames?: string[]) => Gauge;

function addFigures(gauge: MakeGauge, figures: OperationalFigures): void {
  const { unsequenced } = figures;
  gauge("sequence_waiting_batches", "Committed batches without a place in the sequence.").set(
    unsequenced.batches,
  );
  gauge("sequence_waiting_events", "Events of these batches.").set(unsequenced.events);
  gauge("sequence_lag_seconds", "Age of the oldest of these batches.").set(
    unsequenced.oldestSeconds,
  );
  gauge(
    "rejudge_waiting_calls",
    "Calls that wait to be judged again, by evidence or the directory of now.",
  ).set(figures.rejudgeWaiting);
  const contact = gauge(
    "source_last_contact_timestamp_seconds",
    "When a key of the source was last used, to the minute.",
    ["source"],
  );
  const quarantine = gauge("quarantine_entries", "Different contents that wait in quarantine.", [
    "source",
  ]);
  for (const { name: source, lastContact, quarantined } of figures.sources) {
    if (lastContact !== null) contact.set({ source }, lastContact);
    quarantine.set({ source }, quarantined);
  }
  const { outbox } = figures;
  gauge("outbox_waiting_messages", "Messages to channels that wait for a try.").set(outbox.waiting);
  gauge("outbox_oldest_waiting_seconds", "Age of the oldest of these messages.").set(
    outbox.oldestSeconds,
  );
  gauge("outbox_dead_messages", "Messages to channels in use that were given up, of 90 days.").set(
    outbox.dead,
  );
  const connections = gauge(
    "database_connections",
    "Connections to the database of all processes, by pool and state.",
    ["pool", "state"],
  );
  for (const { pool, state, n } of figures.connections) connections.set({ pool, state }, n);
}
