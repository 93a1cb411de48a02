// Which calls a change of the directory can affect: what `judge` reads of it, as conditions on calls.
import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db } from "../../db/client";
import { person, principal, server, type source, tool } from "../../db/schema/directory";
import { ensurePrincipal } from "./ensure-principal";
import type { PrincipalRef, Sanction } from "./model";
import { fitsSelector, parseSelector } from "./selector";

export const SCOPE_KINDS = [
  /** Caller, downstream identity, owner of the credential, or named by independent evidence. */
  "principal",
  "caller",
  /** Owner of the credential alone. */
  "owner",
  /** Outermost actor of the downstream token. */
  "actor",
  "server",
  "tool",
  "source",
  "credential",
  /** Calls about which this source gave evidence. */
  "evidence_source",
] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];

/** A superset of the calls that a change can affect, kept small. `ref` is a row's id. */
export type Scope = {
  kind: ScopeKind;
  ref?: number;
  keys?: readonly string[];
  /** Servers that are configured to sign in as this principal belong to the scope too. */
  configured?: PrincipalRef;
  /** RFC 3339: calls before it, or not before `until`, are as they were. */
  from?: string | undefined;
  until?: string | undefined;
  /** Tools that the change does not mean. Those that nobody knew of yet are meant. */
  exceptTools?: readonly number[];
};

type Within = Pick<Scope, "from" | "until" | "exceptTools">;

/** Calls on either side of which the principal stands. */
export function principalScope(id: number, ref: PrincipalRef, within: Within = {}): Scope {
  return { kind: "principal", ref: id, keys: ownersOf(ref), configured: ref, ...within };
}

/** Calls whose credential names the person as its owner. */
export function ownerScope(slug: string, within: Within = {}): Scope {
  return { kind: "owner", keys: [ownerKey(`person:${slug}`)], ...within };
}

/** Calls made by any of the person's principals. */
export async function callerScopes(tx: Db, personId: number): Promise<Scope[]> {
  const rows = await tx
    .select({ id: principal.id })
    .from(principal)
    .where(eq(principal.personId, personId));
  return rows.map(({ id }) => ({ kind: "caller", ref: id }));
}

/** Calls that the sanction can cover between two times, whoever called. */
export async function sanctionScopes(
  tx: Db,
  { ranAs, tools }: Pick<Sanction, "ranAs" | "tools">,
  { from, until }: { from: string; until: string },
): Promise<Scope[]> {
  const within = { from, until, exceptTools: await otherTools(tx, tools) };
  if ("credential" in ranAs) {
    return [{ kind: "credential", keys: [JSON.stringify(ranAs.credential)], ...within }];
  }
  if ("person" in ranAs) return personScopes(tx, ranAs.person, within);
  return [principalScope((await ensurePrincipal(tx, ranAs)).id, ranAs, within)];
}

type Trust = Pick<
  typeof source.$inferSelect,
  | "id"
  | "resource"
  | "issuer"
  | "callerCeiling"
  | "downstreamCeiling"
  | "groupsTrusted"
  | "evidenceProvider"
>;

/** What an admin says of a source reaches each of its calls; as a provider, those it spoke about. */
export function sourceScopes(before: Trust, after: Trust): Scope[] {
  const scopes: Scope[] = [];
  if (JUDGED_BY.some((member) => before[member] !== after[member])) {
    scopes.push({ kind: "source", ref: after.id });
  }
  if (before.evidenceProvider !== after.evidenceProvider) {
    scopes.push({ kind: "evidence_source", ref: after.id });
  }
  return scopes;
}

const JUDGED_BY = [
  "resource",
  "issuer",
  "callerCeiling",
  "downstreamCeiling",
  "groupsTrusted",
] as const;

async function personScopes(tx: Db, slug: string, within: Within): Promise<Scope[]> {
  const rows = await tx
    .select({ id: principal.id, iss: principal.iss, sub: principal.sub })
    .from(principal)
    .innerJoin(person, eq(person.id, principal.personId))
    .where(eq(person.slug, slug));
  const principals = rows.flatMap(({ id, iss, sub }) =>
    iss === null || sub === null ? [] : [principalScope(id, { iss, sub }, within)],
  );
  return [...principals, ownerScope(slug, within)];
}

/** Tools that none of the selectors fits, whatever type they speak of. */
async function otherTools(tx: Db, texts: readonly string[]): Promise<number[]> {
  const selectors = texts.flatMap((text) => parseSelector(text) ?? []);
  const tools = await tx
    .select({ id: tool.id, name: tool.name, server: server.name })
    .from(tool)
    .leftJoin(server, eq(server.id, tool.serverId));
  const isMeant = (one: (typeof tools)[number]) =>
    one.server !== null &&
    selectors.some((selector) =>
      fitsSelector(selector, { type: selector.type, server: one.server ?? "", name: one.name }),
    );
  return tools.filter((one) => !isMeant(one)).map(({ id }) => id);
}

/** The ways in which a gateway may write the principal as `credential.owner` (`downstream.ts`). */
function ownersOf({ iss, sub }: PrincipalRef): string[] {
  return [`principal:${iss}|${sub}`, `${iss}|${sub}`, sub].map(ownerKey);
}

/** As `call_owner(facts)` has it. */
function ownerKey(text: string): string {
  return createHash("md5").update(JSON.stringify(text)).digest("hex");
}
