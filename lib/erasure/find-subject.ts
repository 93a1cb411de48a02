import { asc, eq, sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { person, principal } from "../../db/schema/directory";
import { formatInstant } from "../calls/instants";
import { decodeCallId } from "../calls/public-id";
import { DomainError } from "../errors";
import type { ErasureScope } from "./model";

export type FoundSubject = {
  personId: number | null;
  slug: string | null;
  principals: readonly { id: number; publicId: string; iss: string | null; sub: string | null }[];
  call: { at: string; sourceId: number; eventId: string } | null;
};

/** Throws `not_found`, and `invalid` for what makes no sense together. */
export async function findSubject(db: Db, scope: ErasureScope): Promise<FoundSubject> {
  const { subject, payloads, directory, from, to } = scope;
  if (!payloads && !directory)
    throw refused("payloads", "Say what to erase: payloads, names or both.");
  if (subject.kind === "call") {
    if (directory || from !== undefined || to !== undefined) {
      throw refused("subject", "Of one call, its payloads alone can be erased.");
    }
    return { personId: null, slug: null, principals: [], call: await findCall(db, subject.id) };
  }
  if (from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to)) {
    throw refused("to", "The end lies before the beginning.");
  }
  return subject.kind === "person" ? findPerson(db, subject.id) : findPrincipal(db, subject.id);
}

const COLUMNS = {
  id: principal.id,
  publicId: principal.publicId,
  iss: principal.iss,
  sub: principal.sub,
};

async function findPerson(db: Db, slug: string): Promise<FoundSubject> {
  const [found] = await db.select({ id: person.id }).from(person).where(eq(person.slug, slug));
  if (!found) throw new DomainError("not_found", "There is no such person.");
  const own = eq(principal.personId, found.id);
  const principals = await db.select(COLUMNS).from(principal).where(own).orderBy(asc(principal.id));
  return { personId: found.id, slug, principals, call: null };
}

async function findPrincipal(db: Db, publicId: string): Promise<FoundSubject> {
  const own = eq(principal.publicId, publicId);
  const principals = await db.select(COLUMNS).from(principal).where(own);
  if (principals.length === 0) throw new DomainError("not_found", "There is no such principal.");
  return { personId: null, slug: null, principals, call: null };
}

async function findCall(db: Db, id: string): Promise<FoundSubject["call"]> {
  const key = decodeCallId(id);
  const at = key && formatInstant(key.at);
  const rows = await db.execute(sql`
    SELECT 1 FROM call WHERE occurred_at = ${at} AND source_id = ${key?.sourceId ?? null}
      AND event_id = ${key?.eventId ?? null}`);
  if (key === null || at === null || rows.length === 0) {
    throw new DomainError("not_found", "There is no such call, or its retention has ended.");
  }
  return { at, sourceId: key.sourceId, eventId: key.eventId };
}

function refused(path: string, message: string): DomainError {
  return new DomainError("invalid", message, { fields: [{ path, message }] });
}
