// Where the requests of all gateways meet before the database: too many are refused before their
// body is read, and small ones of one source share an insert.
import pLimit from "p-limit";
import { DomainError } from "../errors";
import { type IngestDeps, ingestEvents, type IngestRequest } from "./ingest";
import { type BodyRequest, itemsOf } from "./ingest-body";
import type { IngestResult } from "./ingest-status";

/** Bytes on the wire of all requests under way; a body takes some ten times as much once parsed. */
const BYTES_UNDER_WAY = 24 * 1024 * 1024;
const REQUESTS_UNDER_WAY = 256;
/** A request of this many events is a batch of its own. */
const LARGE = 50;
/** Bytes of a body that are worth the way to another thread. */
const LARGE_BODY = 32 * 1024;
/** Large requests that are made into rows at the same time; more only hold memory. */
const LARGE_TOGETHER = 4;
const EVENTS_TOGETHER = 500;
/** Inserts of one group at a time: the next fills up while these are under way. */
const INSERTS_TOGETHER = 3;
const RETRY_AFTER_S = 1;

type Waiting = {
  request: IngestRequest;
  resolve: (results: IngestResult[]) => void;
  reject: (error: unknown) => void;
};
type Group = { waiting: Waiting[]; running: number };

export type IngestFront = {
  /**
   * Counts a request of so many bytes as under way until the returned function is called. Throws
   * `too_many_requests`, before anything was read, when there are too many.
   */
  admit: (bytes: number) => () => void;
  /** As `ingestEvents`; answered after the COMMIT that holds these events. */
  submit: (request: IngestRequest) => Promise<IngestResult[]>;
  /** As `ingestBody`; large bodies on another thread where there is one. */
  submitBody: (request: BodyRequest) => Promise<IngestResult[]>;
  /** Requests admitted and not yet answered, and their bytes. */
  underWay: () => { requestsUnderWay: number; bytesUnderWay: number };
};

/** Stores a body on another thread; undefined when there is none at the moment. */
export type OtherThreads = (request: BodyRequest) => Promise<IngestResult[]> | undefined;

export function ingestFront(deps: IngestDeps, otherThreads?: OtherThreads): IngestFront {
  const groups = new Map<string, Group>();
  const large = pLimit(LARGE_TOGETHER);
  let requests = 0;
  let bytesUnderWay = 0;

  const flush = (key: string, group: Group) => {
    while (group.running < INSERTS_TOGETHER && group.waiting.length > 0) {
      const together = take(group);
      group.running += 1;
      void storeTogether(deps, together).finally(() => {
        group.running -= 1;
        if (group.running === 0 && group.waiting.length === 0) groups.delete(key);
        else flush(key, group);
      });
    }
  };

  const submit = (request: IngestRequest): Promise<IngestResult[]> => {
    if (request.items.length >= LARGE) return large(() => ingestEvents(deps, request));
    return new Promise((resolve, reject) => {
      const key = groupOf(request);
      const group = groups.get(key) ?? { waiting: [], running: 0 };
      groups.set(key, group);
      group.waiting.push({ request, resolve, reject });
      // After this turn of the loop: requests that arrived together go together.
      if (group.waiting.length === 1) setImmediate(() => flush(key, group));
    });
  };

  return {
    admit: (bytes) => {
      const isFull = requests > 0 && bytesUnderWay + bytes > BYTES_UNDER_WAY;
      if (isFull || requests >= REQUESTS_UNDER_WAY) {
        throw new DomainError("too_many_requests", "Too many events are under way; send again.", {
          retryAfter: RETRY_AFTER_S,
        });
      }
      requests += 1;
      bytesUnderWay += bytes;
      return () => {
        requests -= 1;
        bytesUnderWay -= bytes;
      };
    },
    submit,
    submitBody: async (request) => {
      const elsewhere = request.body.length >= LARGE_BODY ? otherThreads?.(request) : undefined;
      if (elsewhere !== undefined) return elsewhere;
      const { body, contentType, ...rest } = request;
      return submit({ ...rest, items: itemsOf(body, contentType) });
    },
    underWay: () => ({ requestsUnderWay: requests, bytesUnderWay }),
  };
}

function groupOf(request: IngestRequest): string {
  const { source, format, backfill, evidence, evidenceOnly } = request;
  return JSON.stringify([source.id, format, backfill, evidence === true, evidenceOnly === true]);
}

function take(group: Group): Waiting[] {
  let events = 0;
  const fits = group.waiting.findIndex(({ request }) => {
    events += request.items.length;
    return events > EVENTS_TOGETHER;
  });
  return group.waiting.splice(0, fits === -1 ? group.waiting.length : Math.max(fits, 1));
}

/** Stores all as one batch; where that fails, each alone, so that none sinks another. */
async function storeTogether(deps: IngestDeps, together: readonly Waiting[]): Promise<void> {
  const [first] = together;
  if (first === undefined) return;
  try {
    const items = together.flatMap(({ request }) => request.items);
    const results = await ingestEvents(deps, { ...first.request, items, receivedAt: new Date() });
    let from = 0;
    for (const { request, resolve } of together) {
      const own = results.slice(from, from + request.items.length);
      resolve(own.map((result, index) => ({ ...result, index })));
      from += request.items.length;
    }
  } catch (error) {
    if (together.length === 1) return first.reject(error);
    await Promise.all(
      together.map(({ request, resolve, reject }) =>
        ingestEvents(deps, request).then(resolve, reject),
      ),
    );
  }
}
