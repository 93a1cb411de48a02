// The one way from an ingest request to its results, for every protocol.
import type { IngestItem } from "../../lib/calls/adapt-items";
import { BODY_LIMIT } from "../../lib/calls/frames/limits";
import type { IngestResult } from "../../lib/calls/ingest-status";
import type { Container } from "../../lib/container";
import type { KeyHolder } from "../../lib/sources/verify-key";

/** Weeks of which a request may be the first (`events.md`, "Protocol"): each costs four tables. */
const NEW_WEEKS = 52;
/** What gzip makes of a log, at most counted. */
const INFLATION = 4;

/** Items of one format; `indexes` are their places in the request where it mixes formats. */
export type ItemsOfFormat = {
  format: string;
  items: readonly IngestItem[];
  indexes?: readonly number[];
};

/** A whole body of one format, not taken apart yet. */
export type BodyOfFormat = { format: string; body: Uint8Array; contentType: string };

/**
 * Admits the request, then reads it and stores what it holds. One result an item, by index.
 * Throws `too_many_requests` before `read` is called.
 */
export async function receiveItems(
  container: Container,
  request: Request,
  who: KeyHolder,
  read: () => Promise<readonly (ItemsOfFormat | BodyOfFormat)[]>,
): Promise<IngestResult[]> {
  const release = container.ingest.admit(weightOf(request));
  try {
    const all: IngestResult[] = [];
    for (const part of await read()) {
      const results = await store(container, who, part);
      container.metrics.ingested(who.source.name, part.format, results);
      container.ingestCounts.add(who.source.id, results);
      const indexes = "items" in part ? part.indexes : undefined;
      all.push(...results.map((one) => ({ ...one, index: indexes?.[one.index] ?? one.index })));
    }
    return all.toSorted((a, b) => a.index - b.index);
  } finally {
    release();
  }
}

function store(container: Container, who: KeyHolder, part: ItemsOfFormat | BodyOfFormat) {
  const about = {
    source: who.source,
    format: part.format,
    receivedAt: new Date(),
    backfill: who.scopes.includes("events:backfill"),
    evidence: who.source.evidenceProvider && who.scopes.includes("evidence:write"),
    evidenceOnly: !who.scopes.includes("events:write"),
    newWeeks: NEW_WEEKS,
  };
  return "items" in part
    ? container.ingest.submit({ ...about, items: part.items })
    : container.ingest.submitBody({ ...about, body: part.body, contentType: part.contentType });
}

/** Items of a request that mixes formats, one group a format. */
export function byFormat(items: readonly { format: string; item: IngestItem }[]): ItemsOfFormat[] {
  const formats = [...new Set(items.map(({ format }) => format))];
  return formats.map((format) => {
    const own = items.flatMap((one, index) => (one.format === format ? [{ ...one, index }] : []));
    return {
      format,
      items: own.map(({ item }) => item),
      indexes: own.map(({ index }) => index),
    };
  });
}

/** Bytes that the body will take; a body of unknown length counts as the largest. */
function weightOf(request: Request): number {
  const stated = Number(request.headers.get("content-length") ?? BODY_LIMIT);
  const bytes = Number.isFinite(stated) ? Math.min(stated, BODY_LIMIT) : BODY_LIMIT;
  return request.headers.has("content-encoding") ? bytes * INFLATION : bytes;
}
