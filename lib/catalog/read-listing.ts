// A tools/list result as it came in an event or a file, ready to be learned from.
import { z } from "zod";
import type { CallRecord } from "../calls/model";
import { sha256Hex } from "../ledger/leaf";
import { type Definition, readDefinition } from "./definition";

const definitionSchema = z.object({
  name: z.string(),
  sha256: z.string(),
  document: z.string().nullable(),
  bytes: z.number(),
}) satisfies z.ZodType<Definition>;

/** As it waits for the worker. Cursors are opaque and may be anything: only their hashes are kept. */
export const listingSchema = z.object({
  tools: z.array(definitionSchema),
  /** Entries that are no readable tool. */
  unread: z.number(),
  /** Of the page that was asked for; null for the first. */
  cursor: z.string().nullable(),
  /** Of the page that follows; null for the last. */
  next: z.string().nullable(),
  /** The gateway left tools out, for this caller. */
  filtered: z.boolean(),
});
export type Listing = z.output<typeof listingSchema>;

/** Null where the value is no tools/list result, also not inside a JSON-RPC answer. */
export function readListing(
  result: unknown,
  asked: CallRecord["list"],
  redact: (text: string) => string,
): Listing | null {
  const found = listResult.safeParse(result);
  if (!found.success) return null;
  const { tools, nextCursor } = "tools" in found.data ? found.data : found.data.result;
  const read = tools.map((entry) => readDefinition(entry, redact));
  const readable = read.filter((one) => one !== null);
  return {
    tools: readable,
    unread: read.length - readable.length,
    cursor: hashed(asked?.cursor),
    next: hashed(nextCursor),
    filtered: asked?.filtered === true,
  };
}

const bare = z.object({
  tools: z.array(z.unknown()),
  nextCursor: z.string().nullish(),
});
const listResult = z.union([bare, z.object({ result: bare })]);

function hashed(cursor: string | null | undefined): string | null {
  return cursor === undefined || cursor === null || cursor === "" ? null : sha256Hex(cursor);
}
