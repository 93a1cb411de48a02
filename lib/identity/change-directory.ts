import { and, eq, gt, isNotNull, sql } from "drizzle-orm";
import { z } from "zod";
import { rfc3339 } from "../../db/client";
import { person, principal, sanction } from "../../db/schema/directory";
import { actorName, command, type CommandContext } from "../access/command";
import { DomainError } from "../errors";
import { applyRows, looseRowSchema } from "./apply-rows";
import { type DirectoryKind, directoryKindSchema } from "./directory-rows";
import { principalScope, sanctionScopes } from "./directory-scope";
import { principalName, shown } from "./naming";
import { changeDirectory } from "./record-change";

/**
 * Adds or changes entries of one kind, all or none, and raises the directory version. Throws
 * `invalid` naming each bad row by its line.
 */
export const importDirectory = command({
  action: "directory.imported",
  needs: "directory:write",
  input: z.object({
    kind: directoryKindSchema,
    via: z.enum(["manual", "csv"]),
    rows: z.array(looseRowSchema).min(1, "no rows").max(100_000),
  }),
  run: (tx, input, context) => applyRows(tx, input, actorName(context.actor)),
  audit: ({ kind, via, rows }, { version }) => ({
    subject: kind,
    details: { via, rows: rows.length, version },
  }),
});

/** Takes a principal from its person again. */
export const unlinkPrincipal = command({
  action: "principal.unlinked",
  needs: "directory:write",
  input: z.object({ id: z.string() }),
  run: (tx, { id }, context) =>
    changeDirectory(tx, async (version) => {
      const linked = and(eq(principal.publicId, id), isNotNull(principal.personId));
      const [found] = await tx
        .select({ id: principal.id, iss: principal.iss, sub: principal.sub, slug: person.slug })
        .from(principal)
        .innerJoin(person, eq(person.id, principal.personId))
        .where(linked);
      if (!found) throw new DomainError("not_found", "No linked principal has this id.");
      await tx
        .update(principal)
        .set({ personId: null, linkProvenance: null, linkedBy: null, linkedAt: null })
        .where(linked);
      const { iss, sub, slug } = found;
      const known = iss !== null && sub !== null;
      const scopes = known ? [principalScope(found.id, { iss, sub })] : [];
      const why = `unlinked ${known ? principalName({ iss, sub }) : "a principal"} from ${slug}`;
      return { change: { actor: actorName(context.actor), why, scopes }, output: { version } };
    }),
  audit: ({ id }, { version }) => ({ subject: id, details: { version } }),
});

/** Ends a sanction now; the calls it covered stay sanctioned. */
export const endSanction = command({
  action: "sanction.ended",
  needs: "directory:write",
  input: z.object({ id: z.string() }),
  run: (tx, { id }, context) =>
    changeDirectory(tx, async (version) => {
      const running = and(eq(sanction.id, id), gt(sanction.activeUntil, sql`now()`));
      const [before] = await tx.select().from(sanction).where(running);
      const [ended] = await tx
        .update(sanction)
        .set({
          activeUntil: sql`greatest(now(), ${sanction.activeFrom} + interval '1 microsecond')`,
        })
        .where(running)
        .returning({ until: sanction.activeUntil });
      if (!before || !ended) {
        throw new DomainError("not_found", "No running sanction has this id.");
      }
      const within = { from: rfc3339(ended.until), until: rfc3339(before.activeUntil) };
      const scopes = await sanctionScopes(tx, before, within);
      const why = `ended the sanction "${shown(before.reason)}"`;
      return { change: { actor: actorName(context.actor), why, scopes }, output: { version } };
    }),
  audit: ({ id }, { version }) => ({ subject: id, details: { version } }),
});

/** One entry through the API: the same checks as a CSV line. */
export function addEntry(
  context: CommandContext,
  kind: DirectoryKind,
  cells: Record<string, unknown>,
) {
  return importDirectory(context, { kind, via: "manual", rows: [{ line: 1, cells }] });
}
