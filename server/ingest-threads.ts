// The other side of ingest-thread.ts: hands large bodies to threads, each with its own connections,
// so that parsing and hashing hold up nobody who waits for a decision or a page.
import { Worker } from "node:worker_threads";
import pLimit from "p-limit";
import type { Logger } from "pino";
import type { IngestDeps } from "../lib/calls/ingest";
import type { BodyRequest } from "../lib/calls/ingest-body";
import type { OtherThreads } from "../lib/calls/ingest-front";
import type { IngestResult } from "../lib/calls/ingest-status";
import { DomainError } from "../lib/errors";
import { type CarriedError, uncarryError } from "./carried-error";

const AGAIN_AFTER_MS = 1_000;
/** Bodies that a thread has parsed at the same time; the others wait as bytes, a tenth in size. */
const BODIES_AT_ONCE = 4;

export type ToThread = { id: number; request: BodyRequest } | "stop";
export type FromThread =
  | { id: number; results: IngestResult[]; ages: number[] }
  | { id: number; error: CarriedError };

export type IngestThreads = {
  /** Starts them; `aged` as in `IngestDeps`. */
  start: (aged: NonNullable<IngestDeps["aged"]>) => void;
  store: OtherThreads;
  /** Resolves when all have closed their connections. To be called when nothing is under way. */
  close: () => Promise<void>;
};

export function ingestThreads(options: { url: string; log: Logger; count: number }): IngestThreads {
  const threads = new Set<Thread>();
  let closing = false;
  const add = (aged: NonNullable<IngestDeps["aged"]>) => {
    const thread = startThread(options.url, aged, (reason) => {
      threads.delete(thread);
      if (closing) return;
      options.log.error({ reason }, "an ingest thread ended; another takes its place");
      setTimeout(() => closing || add(aged), AGAIN_AFTER_MS).unref();
    });
    threads.add(thread);
  };
  return {
    start: (aged) => {
      for (let n = 0; n < options.count; n += 1) add(aged);
    },
    store: (request) => {
      const [idlest] = [...threads].toSorted((a, b) => a.underWay() - b.underWay());
      return idlest?.store(request);
    },
    close: async () => {
      closing = true;
      await Promise.all([...threads].map((thread) => thread.stop()));
    },
  };
}

type Thread = {
  underWay: () => number;
  store: (request: BodyRequest) => Promise<IngestResult[]>;
  stop: () => Promise<void>;
};

type Waiting = {
  source: string;
  resolve: (results: IngestResult[]) => void;
  reject: (error: unknown) => void;
};

function startThread(
  url: string,
  aged: NonNullable<IngestDeps["aged"]>,
  ended: (reason: string) => void,
): Thread {
  const worker = new Worker(new URL("./ingest-thread.mjs", import.meta.url), {
    workerData: { url },
  });
  const waiting = new Map<number, Waiting>();
  const limit = pLimit(BODIES_AT_ONCE);
  let last = 0;
  let reason = "";
  worker.on("error", (error: unknown) => {
    reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  });
  const gone = new Promise<void>((resolve) => {
    worker.once("exit", (code) => {
      for (const { reject } of waiting.values()) reject(notStored());
      ended(reason || `exit code ${code}`);
      resolve();
    });
  });
  worker.on("message", (message: FromThread) => {
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if ("error" in message) return asked?.reject(uncarryError(message.error));
    if (asked && message.ages.length > 0) aged(asked.source, message.ages);
    asked?.resolve(message.results);
  });
  const send = (message: ToThread, transfer: ArrayBuffer[] = []) =>
    worker.postMessage(message, transfer);
  const storeNow = (request: BodyRequest) =>
    new Promise<IngestResult[]>((resolve, reject) => {
      if (worker.threadId === -1) return reject(notStored());
      last += 1;
      waiting.set(last, { source: request.source.name, resolve, reject });
      send({ id: last, request }, ownMemory(request.body));
    });
  return {
    underWay: () => limit.activeCount + limit.pendingCount,
    store: (request) => limit(storeNow, request),
    stop: () => {
      send("stop");
      return gone;
    },
  };
}

/** Memory that is the body's alone changes hands; other bytes are copied. */
function ownMemory(body: Uint8Array): ArrayBuffer[] {
  const { buffer } = body;
  const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === body.byteLength;
  return isAlone ? [buffer] : [];
}

/** Whatever the thread committed is a duplicate when it is sent again. */
function notStored(): DomainError {
  return new DomainError("unavailable", "The events may not be stored; send them again.", {
    retryAfter: 1,
  });
}
