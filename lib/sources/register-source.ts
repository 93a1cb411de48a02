import { eq } from "drizzle-orm";
import { z } from "zod";
import { source } from "../../db/schema/directory";
import { actorName, command } from "../access/command";
import { scopeSchema } from "../access/model";
import { FORMATS } from "../calls/adapters/registry";
import { DomainError } from "../errors";
import { ensureSource, insertKey } from "./create-key";
import { sourceNameSchema } from "./model";

/**
 * Makes a source with its first key, whose text is shown only here. Throws `conflict` when the name
 * is taken, also by a revoked source: its calls keep the name.
 */
export const registerSource = command({
  action: "source.created",
  needs: "sources:write",
  input: z.strictObject({
    name: sourceNameSchema,
    format: z.enum(FORMATS),
    scopes: z.array(scopeSchema).min(1).default(["events:write"]),
    expiresInDays: z.number().int().min(1).max(3650).optional(),
  }),
  run: async (tx, { name, format, ...wanted }, { actor }) => {
    const [taken] = await tx.select({ id: source.id }).from(source).where(eq(source.name, name));
    if (taken) {
      const message = `There is a source ${name} already.`;
      throw new DomainError("conflict", message, { fields: [{ path: "name", message }] });
    }
    const made = await ensureSource(tx, name, format, actorName(actor));
    const key = await insertKey(tx, made.id, { ...wanted, createdBy: actorName(actor) });
    return { id: made.publicId, name, format: made.format, key };
  },
  audit: ({ name, format, scopes }, { id, key }) => ({
    subject: id,
    details: { name, format, key: key.id, scopes },
  }),
});
