import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { apiKey } from "../../db/schema/access";
import { source } from "../../db/schema/directory";
import { actorName, command } from "../access/command";
import { type Scope, scopeSchema } from "../access/model";
import { FORMATS, findAdapter } from "../calls/adapters/registry";
import { DomainError } from "../errors";
import { changeDirectory } from "../identity/record-change";
import { randomId } from "../ids";
import { makeApiKey } from "./api-key";
import { LIVE_KEYS, sourceNameSchema } from "./model";

const DAY_MS = 24 * 3600 * 1000;

/**
 * Makes a key for a source, and the source when it is missing. The text is shown only here. Throws
 * `conflict` when a member asks and the source has two live keys with one of the scopes.
 */
export const createKey = command({
  action: "key.created",
  needs: "sources:write",
  input: z.object({
    source: sourceNameSchema,
    format: z.string().optional(),
    scopes: z.array(scopeSchema).min(1),
    expiresInDays: z.number().int().min(1).max(3650).optional(),
  }),
  run: async (tx, input, { actor }) => {
    const owner = await ensureSource(tx, input.source, input.format, actorName(actor));
    // The operator at the machine is not held up: scripts make keys, and somebody must get in.
    if (actor.kind === "member") await refuseThird(tx, owner, input.scopes);
    const key = await insertKey(tx, owner.id, { ...input, createdBy: actorName(actor) });
    return { ...key, source: owner.name, format: owner.format };
  },
  audit: ({ source: name, scopes }, { id }) => ({ subject: id, details: { source: name, scopes } }),
});

/** Stores a new key; its text is known only to who gets it here. */
export async function insertKey(
  tx: Db,
  sourceId: number,
  wanted: { scopes: readonly Scope[]; expiresInDays?: number | undefined; createdBy: string },
): Promise<{ id: string; text: string }> {
  const { id, text, secretSha256 } = makeApiKey();
  await tx.insert(apiKey).values({
    id,
    sourceId,
    secretSha256,
    scopes: [...new Set(wanted.scopes)],
    expiresAt: wanted.expiresInDays
      ? new Date(Date.now() + wanted.expiresInDays * DAY_MS).toISOString()
      : null,
    createdBy: wanted.createdBy,
  });
  return { id, text };
}

/** Two live keys for one purpose: the one in use and the one to change to. */
async function refuseThird(
  tx: Db,
  owner: { id: number; name: string },
  scopes: readonly Scope[],
): Promise<void> {
  // One at a time: two requests at once must not both see room.
  await tx.select({ id: source.id }).from(source).where(eq(source.id, owner.id)).for("update");
  const keys = await tx
    .select({ scopes: apiKey.scopes, expiresAt: apiKey.expiresAt })
    .from(apiKey)
    .where(and(eq(apiKey.sourceId, owner.id), isNull(apiKey.revokedAt)));
  const live = keys.filter(
    ({ expiresAt }) => expiresAt === null || Date.parse(expiresAt) > Date.now(),
  );
  const full = scopes.find(
    (scope) => live.filter((key) => key.scopes.includes(scope)).length >= LIVE_KEYS,
  );
  if (full !== undefined) {
    throw new DomainError(
      "conflict",
      `The source ${owner.name} has two live keys with ${full} already; revoke one first.`,
    );
  }
}

/** Finds or makes a source. Throws `not_found` for an unknown format, `gone` for a revoked source. */
export async function ensureSource(tx: Db, name: string, format: string | undefined, by: string) {
  const [found] = await tx.select().from(source).where(eq(source.name, name));
  if (found) {
    if (found.revokedAt !== null) throw new DomainError("gone", `The source ${name} was revoked.`);
    if (format !== undefined && findAdapter(format) === undefined) throw unknownFormat(format);
    return found;
  }
  const adapter = findAdapter(format ?? "native");
  if (adapter === undefined) throw unknownFormat(format ?? "");
  const [made] = await tx
    .insert(source)
    .values({
      publicId: randomId("src"),
      name,
      format: adapter.format,
      callerCeiling: adapter.ceilings.caller,
      downstreamCeiling: adapter.ceilings.downstream,
    })
    .returning();
  if (!made) throw new Error("the source was not inserted");
  // The judge reads a source's ceilings from the directory. Its first call may come within the
  // second for which the directory is cached: sequencing finds it by this scope.
  const scopes = [{ kind: "source", ref: made.id } as const];
  const why = `connected the source ${name}`;
  return changeDirectory(tx, async () => ({ change: { actor: by, why, scopes }, output: made }));
}

function unknownFormat(format: string): DomainError {
  return new DomainError(
    "not_found",
    `There is no format ${format}; known: ${FORMATS.join(", ")}.`,
  );
}
