// The way of a batch of events: adapter -> window -> known already? -> dimensions -> judge -> seal
// -> one transaction. What is acknowledged is committed; each item gets exactly one status.
import type { Pool } from "../../db/client";
import type { DirectoryCache } from "../identity/directory-cache";
import { judge } from "../identity/judge";
import { readRule } from "../retention/read-days";
import { canonicalJson } from "../ledger/canonical-json";
import type { Keys } from "../secrets/keys";
import type { IngestCounts } from "../sources/ingest-counts";
import type { Source } from "../sources/model";
import { type AdaptedItem, adaptItems, type IngestItem } from "./adapt-items";
import { type DimensionCache, followDirectory } from "./dimension-cache";
import { identitiesOf, type RecordIdentities } from "./identities";
import { findExisting } from "./known-events";
import type { IngestResult } from "./ingest-status";
import { type CallRecord, isCall } from "./model";
import { ensurePartitions, weekStart } from "./partitions";
import type { QuarantineEntry } from "./quarantine";
import { resolveBatch } from "./resolve-batch";
import { sealRecord } from "./seal-record";
import { storeBatch, type StorableEvent } from "./store-batch";
import { rememberTimes } from "./undated";

export type IngestDeps = {
  pool: Pool;
  keys: Keys;
  directory: DirectoryCache;
  dimensions: DimensionCache;
  /** Told the age in seconds of what was stored, on receipt. */
  aged?: (source: string, seconds: readonly number[]) => void;
  /** Told what became of each event, where the caller does not count by itself. */
  ingestCounts?: Pick<IngestCounts, "add">;
};

export type IngestRequest = {
  source: Source;
  format: string;
  items: readonly IngestItem[];
  receivedAt: Date;
  /** Whether the key may send events older than 35 days. */
  backfill: boolean;
  /** Whether `token.mint` and `downstream.observed` events count as independent evidence. */
  evidence?: boolean;
  /** Whether nothing but such evidence is accepted. */
  evidenceOnly?: boolean;
  /** Sent again from quarantine: what is refused once more stays where it is. */
  isReplay?: boolean;
  /** How many weeks may get their first event by this request; unlimited when left out. */
  newWeeks?: number;
};

const TRIES = 6;

/** Stores what is new and says of each item what became of it. Throws only when nothing is stored. */
export async function ingestEvents(
  deps: IngestDeps,
  request: IngestRequest,
): Promise<IngestResult[]> {
  const adapted = adaptItems(deps.keys, await withKeptDays(deps, request));
  const records = adapted.filter((item) => item.status === "record");
  await rememberTimes(deps.pool.sql, request.source.id, records);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const results = await storeOnce(deps, request, adapted, records);
      if (!request.isReplay) deps.ingestCounts?.add(request.source.id, results);
      return results;
    } catch (error) {
      if (attempt === TRIES || !isRace(error)) throw error;
      // A week may have been removed since its partitions were seen.
      deps.dimensions.weeks.clear();
    }
  }
}

/**
 * What an owner has ruled out is not taken in again. What is kept never begins within the window of
 * keys that may not backfill.
 */
async function withKeptDays(deps: IngestDeps, request: IngestRequest) {
  if (!request.backfill) return request;
  const { days, by } = await readRule(deps.pool.sql, "calls");
  return by === null ? request : { ...request, keptDays: days };
}

type ReadableItem = Extract<AdaptedItem, { status: "record" }>;

async function storeOnce(
  deps: IngestDeps,
  request: IngestRequest,
  adapted: readonly AdaptedItem[],
  records: readonly ReadableItem[],
): Promise<IngestResult[]> {
  const results = new Map<number, IngestResult>();
  const quarantine: QuarantineEntry[] = [];
  const refuse = (item: AdaptedItem, status: "conflict" | "quarantined", reason: string) => {
    results.set(item.index, { index: item.index, ...idOf(item), status, reason });
    quarantine.push(quarantined(request.format, item, reason));
  };

  for (const item of adapted) {
    if (item.status === "ignored") {
      results.set(item.index, { index: item.index, status: "ignored", reason: item.reason });
    } else if (item.status === "quarantined") refuse(item, "quarantined", item.reason);
  }
  const fresh = await newOnes(deps, request, records, results, refuse);
  const { version, index } = await deps.directory.current();
  followDirectory(deps.dimensions, version);
  const events: StorableEvent[] = [];
  const placed = await withRoom(deps, request, fresh, refuse);
  for (const event of await sealed(deps, request, placed)) {
    if (event.sealed === null) {
      refuse(event.item, "quarantined", "the record's facts exceed the envelope's 64 KB");
      continue;
    }
    const { record } = event.item;
    const judgement = isCall(record)
      ? judge(record, { source: request.source.name, evidence: [] }, index)
      : null;
    events.push({
      record,
      time: event.item.time,
      ids: event.ids,
      sealed: event.sealed,
      bodyMac: event.item.bodyMac,
      judgement,
    });
    results.set(event.item.index, { index: event.item.index, id: record.id, status: "stored" });
  }
  await storeBatch(deps.pool.sql, deps.keys, {
    sourceId: request.source.id,
    receivedAt: request.receivedAt.toISOString(),
    judgedAtVersion: version,
    events,
    quarantine: request.isReplay ? [] : quarantine,
    evidence: request.evidence === true,
  });
  const receivedAt = request.receivedAt.getTime();
  deps.aged?.(
    request.source.name,
    events.map(({ time }) => (receivedAt - Date.parse(time)) / 1000),
  );
  return adapted.flatMap((item) => results.get(item.index) ?? []);
}

/** Drops what is stored already or stands twice in the request; the first one stays. */
async function newOnes(
  deps: IngestDeps,
  request: IngestRequest,
  records: readonly ReadableItem[],
  results: Map<number, IngestResult>,
  refuse: (item: AdaptedItem, status: "conflict", reason: string) => void,
): Promise<ReadableItem[]> {
  const known = await findExisting(deps.pool.sql, request.source.id, records);
  const fresh: ReadableItem[] = [];
  for (const item of records) {
    const key = `${item.time} ${item.record.id}`;
    const before = known.get(key);
    if (before === undefined) {
      known.set(key, item.bodyMac);
      fresh.push(item);
    } else if (before.equals(item.bodyMac) || isOfEarlierSecret(deps.keys, item, before)) {
      results.set(item.index, { index: item.index, id: item.record.id, status: "duplicate" });
    } else {
      refuse(item, "conflict", "another event with this id and time is stored already");
    }
  }
  return fresh;
}

/** Asked only where the event is known and its content seems to differ. */
function isOfEarlierSecret(keys: Keys, item: ReadableItem, before: Buffer): boolean {
  return keys.earlierDedupeMacs(canonicalJson(item.raw)).some((mac) => mac.equals(before));
}

/** Keeps the items of weeks that have their partitions, after making those that may be made. */
async function withRoom(
  deps: IngestDeps,
  request: IngestRequest,
  items: readonly ReadableItem[],
  refuse: (item: AdaptedItem, status: "quarantined", reason: string) => void,
): Promise<ReadableItem[]> {
  const { weeks } = deps.dimensions;
  const weekOf = (item: ReadableItem) => weekStart(Date.parse(item.time));
  const wanted = [...new Set(items.map(weekOf))];
  await ensurePartitions(deps.pool.sql, wanted, weeks, request.newWeeks);
  const reason = `time: the request opens more than ${request.newWeeks} new weeks; send the others in the next one`;
  return items.filter((item) => {
    if (weeks.has(weekOf(item))) return true;
    refuse(item, "quarantined", reason);
    return false;
  });
}

async function sealed(deps: IngestDeps, request: IngestRequest, items: readonly ReadableItem[]) {
  const { source } = request;
  const defaultIssuer = source.issuer ?? `urn:onbehalf:source:${source.name}`;
  const named = items.map((item): Named => {
    const identities = identitiesOf(item.record, defaultIssuer);
    return { item, identities, tool: item.record.tool?.name };
  });
  const ids = await resolveBatch(deps.pool.sql, deps.dimensions, source.id, named);
  const context = {
    source: source.publicId,
    receivedAt: `${request.receivedAt.toISOString().slice(0, -1)}000Z`,
    keys: deps.keys,
  };
  return named.flatMap(({ item, identities }, n) => {
    const own = ids[n];
    if (own === undefined) return [];
    return { item, ids: own, sealed: sealRecord({ ...item, identities }, own, context) };
  });
}

type Named = { item: ReadableItem; identities: RecordIdentities; tool: string | undefined };

function idOf(item: AdaptedItem): { id?: string } {
  return item.status === "record" ? { id: item.record.id } : {};
}

function quarantined(format: string, item: AdaptedItem, reason: string): QuarantineEntry {
  const record: CallRecord | undefined = item.status === "record" ? item.record : undefined;
  return {
    format,
    reason,
    position: item.position,
    eventId: record?.id,
    content: item.raw,
  };
}

/**
 * Another batch stored one of the events in between, PostgreSQL ended a deadlock, or a partition was
 * removed under the batch.
 */
function isRace(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "23505" || code === "40P01" || code === "23514";
}
