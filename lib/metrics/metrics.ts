// What this process counts about itself, for Prometheus. What the database knows is read when
// somebody asks (operational-figures.ts).
import { collectDefaultMetrics, Counter, Histogram, Registry } from "prom-client";
import type { IngestResult } from "../calls/ingest-status";

export type Metrics = {
  registry: Registry;
  /** What became of the events of one answered request. */
  ingested: (source: string, format: string, results: readonly IngestResult[]) => void;
  /** Seconds between an event and its receipt, of events that were stored. */
  aged: (source: string, seconds: readonly number[]) => void;
  /** An answered request; `route` is the operation's path as it is declared. */
  answered: (route: string, method: string, status: number, seconds: number) => void;
  workerStep: (loop: string, succeeded: boolean) => void;
  /** A try to deliver a message to a channel of this kind. */
  delivered: (kind: string, succeeded: boolean) => void;
};

const SECONDS = [0.005, 0.01, 0.025, 0.06, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const AGES = [1, 5, 15, 60, 300, 900, 3600, 6 * 3600, 86_400, 7 * 86_400];

/** A registry of its own, so that two in one process (tests) do not meet. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const events = new Counter({
    name: "onbehalf_ingest_events_total",
    help: "Events received, by what became of them.",
    labelNames: ["source", "format", "status"],
    registers,
  });
  const ages = new Histogram({
    name: "onbehalf_ingest_event_age_seconds",
    help: "Age of stored events when they were received.",
    labelNames: ["source"],
    buckets: AGES,
    registers,
  });
  const requests = new Histogram({
    name: "onbehalf_http_request_duration_seconds",
    help: "Time until a request was answered, by operation.",
    labelNames: ["route", "method", "status"],
    buckets: SECONDS,
    registers,
  });
  const steps = new Counter({
    name: "onbehalf_worker_steps_total",
    help: "Steps of the background loops.",
    labelNames: ["loop", "result"],
    registers,
  });
  const deliveries = new Counter({
    name: "onbehalf_outbox_deliveries_total",
    help: "Tries to deliver a message, by the kind of channel and how they ended.",
    labelNames: ["kind", "result"],
    registers,
  });
  return {
    registry,
    ingested: (source, format, results) => {
      for (const { status } of results) events.inc({ source, format, status });
    },
    aged: (source, seconds) => {
      for (const age of seconds) ages.observe({ source }, Math.max(age, 0));
    },
    answered: (route, method, status, seconds) => {
      requests.observe({ route, method, status }, seconds);
    },
    workerStep: (loop, succeeded) => {
      steps.inc({ loop, result: succeeded ? "ok" : "failed" });
    },
    delivered: (kind, succeeded) => {
      deliveries.inc({ kind, result: succeeded ? "delivered" : "failed" });
    },
  };
}
