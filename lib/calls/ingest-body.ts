// A body as a gateway sent it: taken apart and stored, on whichever thread.
import { DomainError } from "../errors";
import type { IngestItem } from "./adapt-items";
import { splitFrame } from "./frames";
import { type IngestDeps, ingestEvents, type IngestRequest } from "./ingest";
import type { IngestResult } from "./ingest-status";

/** An `IngestRequest` whose items are still in the (inflated) body. */
export type BodyRequest = Omit<IngestRequest, "items"> & {
  body: Uint8Array;
  contentType: string;
};

/** As `ingestEvents`. Throws a DomainError for a body that is no frame. */
export function ingestBody(
  deps: IngestDeps,
  { body, contentType, ...request }: BodyRequest,
): Promise<IngestResult[]> {
  return ingestEvents(deps, { ...request, items: itemsOf(body, contentType) });
}

/** The events of a body. Throws a DomainError for a body that is no frame. */
export function itemsOf(body: Uint8Array, contentType: string): IngestItem[] {
  const frame = splitFrame(body, contentType);
  if ("error" in frame) {
    throw new DomainError(FRAME_ERRORS[frame.error.status], frame.error.message);
  }
  return frame.items.map((content, n) => ({ content, position: `item ${n}` }));
}

export const FRAME_ERRORS = {
  400: "unreadable",
  413: "too_large",
  415: "unsupported_media",
} as const;
