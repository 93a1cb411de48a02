import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { source } from "../../db/schema/directory";
import { actorName, command } from "../access/command";
import { FORMATS } from "../calls/adapters/registry";
import { CALLER_EVIDENCE, DOWNSTREAM_EVIDENCE } from "../calls/model";
import { DomainError } from "../errors";
import { sourceScopes } from "../identity/directory-scope";
import { changeDirectory } from "../identity/record-change";
import { DECISION_MODES, DECISION_RECORDINGS, keyMappingSchema } from "./model";

/** What an admin may say about a source; what is left out stays as it is. */
export const sourceSettings = z.strictObject({
  format: z.enum(FORMATS).optional(),
  resource: z.string().min(1).max(2_000).nullable().optional(),
  issuer: z.string().min(1).max(1_000).nullable().optional(),
  callerCeiling: z.enum(CALLER_EVIDENCE).optional(),
  downstreamCeiling: z.enum(DOWNSTREAM_EVIDENCE).optional(),
  groupsTrusted: z.boolean().optional(),
  decisionMode: z.enum(DECISION_MODES).optional(),
  decisionRecording: z.enum(DECISION_RECORDINGS).optional(),
  evidenceProvider: z.boolean().optional(),
  keyMapping: keyMappingSchema.nullable().optional(),
});

/**
 * Changes what a source is trusted for and how its records are read, from the next event on.
 * Throws `not_found` for an unknown source and `gone` for a revoked one.
 */
export const updateSource = command({
  action: "source.updated",
  needs: "sources:write",
  input: sourceSettings.extend({ id: z.string().max(64) }),
  run: (tx, { id, ...settings }, context) =>
    changeDirectory(tx, async () => {
      const isMeant = and(eq(source.publicId, id), eq(source.isSystem, false));
      const [before] = await tx.select().from(source).where(isMeant).for("update");
      if (!before) throw new DomainError("not_found", "There is no such source.");
      if (before.revokedAt !== null) {
        throw new DomainError("gone", `The source ${before.name} was revoked.`);
      }
      const [after] = await tx
        .update(source)
        .set(settings)
        .where(eq(source.id, before.id))
        .returning();
      if (!after) throw new Error("the source vanished under its lock");
      // The judge reads ceilings and trust from the directory.
      const scopes = sourceScopes(before, after);
      const why = `changed what the source ${after.name} is trusted for`;
      return {
        change: { actor: actorName(context.actor), why, scopes },
        output: { id, name: after.name, before: settingsOf(before), after: settingsOf(after) },
      };
    }),
  audit: ({ id }, { before, after }) => ({ subject: id, details: { before, after } }),
});

function settingsOf(row: typeof source.$inferSelect) {
  return {
    format: row.format,
    resource: row.resource,
    issuer: row.issuer,
    callerCeiling: row.callerCeiling,
    downstreamCeiling: row.downstreamCeiling,
    groupsTrusted: row.groupsTrusted,
    decisionMode: row.decisionMode,
    decisionRecording: row.decisionRecording,
    evidenceProvider: row.evidenceProvider,
    keyMapping: row.keyMapping,
  };
}
