import { z } from "zod";
import { command, type CommandContext, actorName, parseInput } from "../access/command";
import { emptyDimensionCache } from "../calls/dimension-cache";
import { resolveServers, resolveTools, toolKey } from "../calls/dimensions";
import { PAIRED_NAME_LIMIT } from "../calls/name-limits";
import { isLongerThan } from "../calls/frames/utf8-length";
import { redactText } from "../calls/redact/redact-text";
import { DomainError } from "../errors";
import type { Keys } from "../secrets/keys";
import { closeListing } from "./close-listing";
import { learn, type Sighting } from "./learn";
import { lockServers } from "./lock-servers";
import { readListing } from "./read-listing";

const serverName = z
  .string()
  .trim()
  .min(1)
  .refine((name) => !isLongerThan(name, PAIRED_NAME_LIMIT), `at most ${PAIRED_NAME_LIMIT} bytes`);

const placed = z.object({
  server: serverName,
  serverId: z.number().int(),
  at: z.string(),
  next: z.string().nullable(),
  unread: z.number().int(),
  tools: z.array(z.custom<Sighting & { name: string }>()).max(10_000),
});

/** One list of a server, learned like a gateway's: what is new on an enforced server waits. */
const learnImported = command({
  action: "catalog.imported",
  needs: "catalog:write",
  input: placed,
  run: async (tx, { serverId, at, next, unread, tools }, { actor }) => {
    const by = actorName(actor);
    const servers = await lockServers(tx, [serverId]);
    await learn(tx, servers, tools, by);
    const listing = { cursor: null, next, unread, filtered: false, tools };
    await closeListing(tx, { sourceId: null, serverId, at, listing }, by);
  },
  audit: ({ server, tools, unread, next }) => ({
    subject: server,
    details: { tools: tools.length, unread, complete: next === null },
  }),
});

/** What an import reads of the list, before anything is stored. Throws `invalid` for no list. */
export function previewImport(result: unknown, keys: Keys) {
  const redact = (text: string) => redactText(text, keys.redactionMac).text;
  const listing = readListing(result, undefined, redact);
  if (listing === null) {
    throw new DomainError("invalid", "This is no MCP tools/list result: it has no array `tools`.");
  }
  return listing;
}

/** Imports an MCP tools/list result as of now. Throws `invalid` when it is none. */
export async function importCatalog(
  context: CommandContext,
  keys: Keys,
  input: { server: string; result: unknown },
): Promise<{ tools: number; unread: number; complete: boolean }> {
  const listing = previewImport(input.result, keys);
  const server = parseInput(serverName, input.server);
  // As ingest does it: rows of names are committed before the transaction that needs them.
  const cache = emptyDimensionCache();
  const { sql } = context.pool;
  const serverId = (await resolveServers(sql, cache, [{ name: server }])).get(server);
  if (serverId === undefined) throw new Error("the server vanished");
  const named = listing.tools.map(({ name }) => ({ serverId, name }));
  const ids = await resolveTools(sql, cache, named);
  const at = new Date().toISOString();
  const seen = { sourceId: null, eventId: null, firstAt: at, lastAt: at };
  const tools = listing.tools.flatMap(({ name, sha256, document, bytes }) => {
    const toolId = ids.get(toolKey({ serverId, name }));
    if (toolId === undefined) return [];
    const definition = { name, sha256, document, bytes };
    return [{ ...seen, ...definition, serverId, toolId, seenIn: "import" as const }];
  });
  const { next, unread } = listing;
  await learnImported(context, { server, serverId, at, next, unread, tools });
  return { tools: tools.length, unread, complete: next === null };
}
