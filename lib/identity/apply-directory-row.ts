// What one directory row changes, per kind. Each runs inside the caller's transaction.
import { and, eq, sql } from "drizzle-orm";
import type { Db } from "../../db/client";
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
import { DomainError } from "../errors";
import { randomId } from "../ids";
import type { DirectoryKind, DirectoryRow } from "./directory-rows";
import type { PrincipalRef, Sanction } from "./model";

/** How far a sanction's or revocation's clock may be behind ours and still count as now. */
const CLOCK_SLACK_MS = 5 * 60 * 1000;

export type Provenance = { by: string; via: "manual" | "csv" };

type Apply<Kind extends DirectoryKind> = (
  tx: Db,
  row: DirectoryRow<Kind>,
  provenance: Provenance,
) => Promise<void>;

export const APPLY: { [Kind in DirectoryKind]: Apply<Kind> } = {
  links: async (tx, row, { by, via }) => {
    const personId = await upsertPerson(tx, row.person, row.name);
    const found = await upsertPrincipal(tx, row, row.name);
    if (found.personId !== null && found.personId !== personId) {
      throw new DomainError(
        "conflict",
        `${row.iss} | ${row.sub} is linked to another person already; unlink it first`,
      );
    }
    await tx
      .update(principal)
      .set({
        personId,
        linkProvenance: via,
        linkedBy: by,
        linkedAt: new Date().toISOString(),
        ...(row.email && { email: row.email }),
      })
      .where(eq(principal.id, found.id));
  },
  services: async (tx, row) => {
    const { id } = await upsertPrincipal(tx, row, row.name);
    await tx.update(principal).set({ isService: true }).where(eq(principal.id, id));
  },
  actors: async (tx, row) => {
    const { id } = await upsertPrincipal(tx, row, row.name);
    await tx.update(principal).set({ isTrustedActor: true }).where(eq(principal.id, id));
  },
  groups: async (tx, row, { via }) => {
    const personId = await upsertPerson(tx, row.person, undefined);
    await tx
      .insert(personGroup)
      .values({ name: row.group, personId, provenance: via })
      .onConflictDoNothing();
  },
  servers: async (tx, row) => {
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
    await tx
      .insert(server)
      .values({ name: row.name, ...declared })
      .onConflictDoUpdate({ target: server.name, set: declared });
  },
  gateways: async (tx, row) => {
    const changed = await tx
      .update(source)
      .set({
        resource: row.resource ?? null,
        issuer: row.issuer ?? null,
        ...(row.caller_ceiling && { callerCeiling: row.caller_ceiling }),
        ...(row.downstream_ceiling && { downstreamCeiling: row.downstream_ceiling }),
      })
      .where(eq(source.name, row.source))
      .returning({ id: source.id });
    if (changed.length === 0) {
      throw new DomainError("not_found", `no source has the name ${row.source}; a key makes one`);
    }
  },
  tools: async (tx, row) => {
    await tx.insert(server).values({ name: row.server }).onConflictDoNothing();
    const [own] = await tx
      .select({ id: server.id })
      .from(server)
      .where(eq(server.name, row.server));
    if (!own) throw new Error("the server vanished");
    await tx.insert(tool).values({ serverId: own.id, name: row.name }).onConflictDoNothing();
    await tx
      .update(tool)
      .set({ risk: row.risk })
      .where(and(eq(tool.serverId, own.id), eq(tool.name, row.name)));
  },
  sanctions: async (tx, row, { by }) => {
    const from = row.from ?? new Date().toISOString();
    if (Date.parse(from) < Date.now() - CLOCK_SLACK_MS) {
      throw new DomainError(
        "invalid",
        "from: a sanction that starts in the past would re-colour history and needs a second admin; leave from out to start now",
      );
    }
    if (Date.parse(row.until) <= Date.parse(from)) {
      throw new DomainError("invalid", "until: must lie after from");
    }
    await tx.insert(sanction).values({
      id: randomId("san"),
      ranAs: ranAs(row),
      tools: row.tools,
      callers: row.callers,
      owner: row.owner,
      reason: row.reason,
      ticket: row.ticket ?? null,
      activeFrom: from,
      activeUntil: row.until,
      createdBy: by,
    });
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
  },
};

function ranAs(row: DirectoryRow<"sanctions">): Sanction["ranAs"] {
  if (row.ran_as_person !== undefined) return { person: row.ran_as_person };
  if (row.ran_as_credential !== undefined) return { credential: row.ran_as_credential };
  return { iss: row.ran_as_iss ?? "", sub: row.ran_as_sub ?? "" };
}

async function upsertPerson(tx: Db, slug: string, name: string | undefined): Promise<number> {
  await tx
    .insert(person)
    .values({ slug, name: name ?? null })
    .onConflictDoNothing();
  const [found] = await tx.select().from(person).where(eq(person.slug, slug));
  if (!found) throw new Error("the person vanished");
  if (name !== undefined && found.name !== name) {
    await tx.update(person).set({ name }).where(eq(person.id, found.id));
  }
  return found.id;
}

async function upsertPrincipal(tx: Db, ref: PrincipalRef, name: string | undefined) {
  await tx
    .insert(principal)
    .values({ publicId: randomId("prn"), iss: ref.iss, sub: ref.sub, name: name ?? null })
    .onConflictDoUpdate({
      target: [principal.iss, principal.sub],
      set: { name: sql`coalesce(${name ?? null}, ${principal.name})` },
    });
  const [found] = await tx
    .select({ id: principal.id, personId: principal.personId })
    .from(principal)
    .where(and(eq(principal.iss, ref.iss), eq(principal.sub, ref.sub)));
  if (!found) throw new Error("the principal vanished");
  return found;
}
