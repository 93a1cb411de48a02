import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { apiKey } from "../../db/schema/access";
import { source } from "../../db/schema/directory";
import { actorName, command } from "../access/command";
import { scopeSchema } from "../access/model";
import { FORMATS, findAdapter } from "../calls/adapters/registry";
import { DomainError } from "../errors";
import { changeDirectory } from "../identity/record-change";
import { randomId } from "../ids";
import { makeApiKey } from "./api-key";
import { sourceNameSchema } from "./model";

const DAY_MS = 24 * 3600 * 1000;

/** Makes a key for a source, and the source when it is missing. The text is shown only here. */
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
    const { id, text, secretSha256 } = makeApiKey();
    await tx.insert(apiKey).values({
      id,
      sourceId: owner.id,
      secretSha256,
      scopes: [...new Set(input.scopes)],
      expiresAt: input.expiresInDays
        ? new Date(Date.now() + input.expiresInDays * DAY_MS).toISOString()
        : null,
      createdBy: actorName(actor),
    });
    return { id, text, source: owner.name, format: owner.format };
  },
  audit: ({ source: name, scopes }, { id }) => ({ subject: id, details: { source: name, scopes } }),
});

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
