// What one directory row changes, per kind. Each runs inside the caller's transaction.
import { and, eq } from "drizzle-orm";
import type { Db } from "../../db/client";
import {
  clientOwner,
  person,
  personGroup,
  principal,
  revocation,
  sanction,
  server,
  source,
  tool,
} from "../../db/schema/directory";
import { DomainError } from "../errors";
import { randomId } from "../ids";
import { isBackdated } from "./backdated";
import type { DirectoryKind, DirectoryRow } from "./directory-rows";
import {
  callerScopes,
  ownerScope,
  principalScope,
  type Scope,
  sanctionScopes,
  sourceScopes,
} from "./directory-scope";
import { ensurePrincipal } from "./ensure-principal";
import { sanctionColumns } from "./sanction-row";

export type Provenance = {
  by: string;
  via: "manual" | "csv";
  /** For a preview: what would need a second admin is applied too. */
  backdates?: boolean | undefined;
};

/** Applies the row and says which calls that can affect; none where it said so before. */
type Apply<Kind extends DirectoryKind> = (
  tx: Db,
  row: DirectoryRow<Kind>,
  provenance: Provenance,
) => Promise<Scope[]>;

export const APPLY: { [Kind in DirectoryKind]: Apply<Kind> } = {
  links: async (tx, row, { by, via }) => {
    const owner = await upsertPerson(tx, row.person, row.name);
    const found = await ensurePrincipal(tx, row, row.name);
    if (found.personId !== null && found.personId !== owner.id) {
      throw new DomainError(
        "conflict",
        `${row.iss} | ${row.sub} is linked to another person already; unlink it first`,
      );
    }
    await tx
      .update(principal)
      .set({
        personId: owner.id,
        linkProvenance: via,
        linkedBy: by,
        linkedAt: new Date().toISOString(),
        ...(row.email && { email: row.email }),
      })
      .where(eq(principal.id, found.id));
    return [...owner.scopes, ...(found.personId === null ? [principalScope(found.id, row)] : [])];
  },
  services: async (tx, row) => {
    const { id, isService } = await ensurePrincipal(tx, row, row.name);
    await tx.update(principal).set({ isService: true }).where(eq(principal.id, id));
    return isService ? [] : [principalScope(id, row)];
  },
  actors: async (tx, row) => {
    const { id, publicId, isTrustedActor } = await ensurePrincipal(tx, row, row.name);
    await tx.update(principal).set({ isTrustedActor: true }).where(eq(principal.id, id));
    return isTrustedActor ? [] : [{ kind: "actor", keys: [publicId] }];
  },
  groups: async (tx, row, { via }) => {
    const member = await upsertPerson(tx, row.person, undefined);
    const added = await tx
      .insert(personGroup)
      .values({ name: row.group, personId: member.id, provenance: via })
      .onConflictDoNothing()
      .returning({ name: personGroup.name });
    if (added.length === 0) return member.scopes;
    return [...member.scopes, ...(await callerScopes(tx, member.id))];
  },
  servers: applyServer,
  gateways: async (tx, row) => {
    const isMeant = and(eq(source.name, row.source), eq(source.isSystem, false));
    const [before] = await tx.select().from(source).where(isMeant);
    if (!before) {
      throw new DomainError("not_found", `no source has the name ${row.source}; a key makes one`);
    }
    const settings = {
      resource: row.resource ?? null,
      issuer: row.issuer ?? null,
      ...(row.caller_ceiling && { callerCeiling: row.caller_ceiling }),
      ...(row.downstream_ceiling && { downstreamCeiling: row.downstream_ceiling }),
    };
    await tx.update(source).set(settings).where(eq(source.id, before.id));
    return sourceScopes(before, { ...before, ...settings });
  },
  tools: async (tx, row) => {
    await tx.insert(server).values({ name: row.server }).onConflictDoNothing();
    const [own] = await tx
      .select({ id: server.id })
      .from(server)
      .where(eq(server.name, row.server));
    if (!own) throw new Error("the server vanished");
    await tx.insert(tool).values({ serverId: own.id, name: row.name }).onConflictDoNothing();
    const isThis = and(eq(tool.serverId, own.id), eq(tool.name, row.name));
    const [before] = await tx.select().from(tool).where(isThis);
    await tx.update(tool).set({ risk: row.risk }).where(isThis);
    return !before || before.risk === row.risk ? [] : [{ kind: "tool", ref: before.id }];
  },
  clients: async (tx, row, { by }) => {
    const own = eq(clientOwner.clientId, row.client_id);
    if (row.owner === undefined) {
      await tx.delete(clientOwner).where(own);
      return [];
    }
    const [owner] = await tx.select().from(person).where(eq(person.slug, row.owner));
    if (!owner) throw new DomainError("not_found", `owner: no person has the id ${row.owner}`);
    const set = { personId: owner.id, setBy: by, setAt: new Date().toISOString() };
    await tx
      .insert(clientOwner)
      .values({ clientId: row.client_id, ...set })
      .onConflictDoUpdate({ target: clientOwner.clientId, set });
    return [];
  },
  sanctions: async (tx, row, { by, backdates }) => {
    if (isBackdated(row.from) && !backdates) {
      throw new DomainError(
        "invalid",
        "from: a sanction that starts in the past would re-colour history and needs a second admin; propose it, or leave from out to start now",
      );
    }
    const columns = await sanctionColumns(tx, row);
    await tx.insert(sanction).values({ id: randomId("san"), createdBy: by, ...columns });
    return sanctionScopes(tx, columns, { from: columns.activeFrom, until: columns.activeUntil });
  },
  revocations: async (tx, row, { by }) => {
    await tx.insert(revocation).values({
      id: randomId("rev"),
      iss: row.iss,
      sub: row.sub,
      revokedAt: row.at,
      reason: row.reason,
      createdBy: by,
    });
    const { id } = await ensurePrincipal(tx, row);
    return [principalScope(id, row, { from: row.at })];
  },
};

async function applyServer(tx: Db, row: DirectoryRow<"servers">): Promise<Scope[]> {
  const configured = {
    as: row.configured_as,
    iss: row.configured_iss,
    sub: row.configured_sub,
    kind: row.configured_kind,
  };
  const declared = {
    resource: row.resource ?? null,
    configured: Object.values(configured).some(Boolean) ? configured : null,
    scopeCeiling: row.scope_ceiling ?? null,
    lifetimeLimitHours: row.lifetime_limit_hours ?? null,
    staticClient: row.static_client ?? null,
    declaredAt: new Date().toISOString(),
  };
  const [made] = await tx
    .insert(server)
    .values({ name: row.name, ...declared })
    .onConflictDoUpdate({ target: server.name, set: declared })
    .returning({ id: server.id });
  return made ? [{ kind: "server", ref: made.id }] : [];
}

async function upsertPerson(tx: Db, slug: string, name: string | undefined) {
  const made = await tx
    .insert(person)
    .values({ slug, name: name ?? null })
    .onConflictDoNothing()
    .returning({ id: person.id });
  const [found] = await tx.select().from(person).where(eq(person.slug, slug));
  if (!found) throw new Error("the person vanished");
  if (name !== undefined && found.name !== name) {
    await tx.update(person).set({ name }).where(eq(person.id, found.id));
  }
  // Credentials may name a person as their owner before the directory knows of one.
  return { id: found.id, scopes: made.length > 0 ? [ownerScope(slug)] : [] };
}
