import { eq, isNotNull, or } from "drizzle-orm";
import { type Db, rfc3339 } from "../../db/client";
import {
  person,
  personGroup,
  principal,
  revocation,
  sanction,
  server,
  source,
  tool,
} from "../../db/schema/directory";
import type { Directory, PrincipalRef } from "./model";

/** The whole directory in the judge's form. Erased and unlinked principals are left out. */
export async function readDirectory(db: Db): Promise<Directory> {
  const [persons, principals, groups, sources, servers, tools, sanctions, revocations] =
    await Promise.all([
      db.select().from(person),
      db
        .select()
        .from(principal)
        .where(
          or(
            isNotNull(principal.personId),
            eq(principal.isService, true),
            eq(principal.isTrustedActor, true),
          ),
        ),
      db.select().from(personGroup),
      db.select().from(source).where(eq(source.isSystem, false)),
      db.select().from(server).where(isNotNull(server.declaredAt)),
      db
        .select({ server: server.name, name: tool.name, risk: tool.risk })
        .from(tool)
        .innerJoin(server, eq(server.id, tool.serverId))
        .where(isNotNull(tool.risk)),
      db.select().from(sanction),
      db.select().from(revocation),
    ]);
  const slugs = new Map(persons.map(({ id, slug }) => [id, slug]));
  const refsOf = (which: (row: (typeof principals)[number]) => boolean) =>
    principals.filter(which).flatMap(({ iss, sub }) => ref(iss, sub));
  const linked = new Map<number, PrincipalRef[]>();
  for (const { personId, iss, sub } of principals) {
    if (personId === null) continue;
    linked.set(personId, [...(linked.get(personId) ?? []), ...ref(iss, sub)]);
  }
  return {
    persons: persons.map(({ id, slug, name }) => ({
      id: slug,
      name: name ?? undefined,
      principals: linked.get(id) ?? [],
    })),
    groups: groupsByName(groups, slugs),
    services: refsOf((row) => row.isService),
    trustedActors: refsOf((row) => row.isTrustedActor),
    gateways: sources.map((row) => ({
      source: row.name,
      resource: row.resource ?? undefined,
      issuer: row.issuer ?? undefined,
      callerCeiling: row.callerCeiling,
      downstreamCeiling: row.downstreamCeiling,
      groupsTrusted: row.groupsTrusted,
      evidenceProvider: row.evidenceProvider,
    })),
    servers: servers.map((row) => ({
      name: row.name,
      resource: row.resource ?? undefined,
      configured: row.configured ?? undefined,
      scopeCeiling: row.scopeCeiling ?? undefined,
      lifetimeLimitHours: row.lifetimeLimitHours ?? undefined,
      staticClient: row.staticClient ?? undefined,
    })),
    tools: tools.map((row) => ({ ...row, risk: row.risk ?? undefined })),
    sanctions: sanctions.map((row) => ({
      ranAs: row.ranAs,
      tools: row.tools,
      callers: row.callers,
      owner: row.owner,
      reason: row.reason,
      ticket: row.ticket ?? undefined,
      from: rfc3339(row.activeFrom),
      until: rfc3339(row.activeUntil),
    })),
    revocations: revocations.map((row) => ({
      iss: row.iss,
      sub: row.sub,
      at: rfc3339(row.revokedAt),
    })),
  };
}

function groupsByName(
  rows: { name: string; personId: number }[],
  slugs: ReadonlyMap<number, string>,
): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  for (const { name, personId } of rows) {
    const slug = slugs.get(personId);
    if (slug !== undefined) (groups[name] ??= []).push(slug);
  }
  return groups;
}

function ref(iss: string | null, sub: string | null): PrincipalRef[] {
  return iss === null || sub === null ? [] : [{ iss, sub }];
}
