import type postgres from "postgres";
import { type Pool, rfc3339 } from "../../db/client";
import { type FoundSubject, findSubject } from "./find-subject";
import { type ErasurePreview, type ErasureScope } from "./model";

/** What an erasure would reach, and what goes on naming them. Throws what `findSubject` throws. */
export async function previewErasure(
  { sql, db }: Pool,
  scope: ErasureScope,
): Promise<ErasurePreview> {
  const found = await findSubject(db, scope);
  const ids = found.principals.map(({ id }) => id);
  const [calls, names, stays] = await Promise.all([
    found.call
      ? [{ n: 1, oldest: found.call.at, newest: found.call.at }]
      : readCalls(sql, ids, scope),
    readNames(sql, found),
    found.call ? [] : readStays(sql, found),
  ]);
  const { n = 0, oldest = null, newest = null } = calls[0] ?? {};
  return {
    calls: scope.payloads ? n : 0,
    oldest: oldest && rfc3339(oldest),
    newest: newest && rfc3339(newest),
    names,
    stays: stays.filter((one) => one.n > 0),
  };
}

function readCalls(sql: postgres.Sql, ids: readonly number[], { from, to }: ErasureScope) {
  return sql<{ n: number; oldest: string | null; newest: string | null }[]>`
    SELECT count(*)::int AS n, min(occurred_at) AS oldest, max(occurred_at) AS newest FROM call
    WHERE caller_id = ANY(${[...ids]}::int[])
      AND occurred_at >= coalesce(${from ?? null}::timestamptz, '-infinity')
      AND occurred_at < coalesce(${to ?? null}::timestamptz, 'infinity')`;
}

async function readNames(sql: postgres.Sql, { personId, principals }: FoundSubject) {
  const [row] = await sql<{ groups: number; clients: number }[]>`
    SELECT (SELECT count(*)::int FROM person_group WHERE person_id = ${personId}) AS groups,
           (SELECT count(*)::int FROM client_owner WHERE person_id = ${personId}) AS clients`;
  return {
    persons: personId === null ? 0 : 1,
    principals: principals.length,
    groups: row?.groups ?? 0,
    clients: row?.clients ?? 0,
  };
}

/** Entries that admins decided, in which the person or one of the principals is named. */
async function readStays(sql: postgres.Sql, { personId, slug, principals }: FoundSubject) {
  const known = principals.filter(({ sub }) => sub !== null);
  const [iss, sub] = [known.map((one) => one.iss), known.map((one) => one.sub)];
  const selectors = known.map((one) => `principal:${one.iss}|${one.sub}`);
  const named = slug === null ? selectors : [`person:${slug}`, ...selectors];
  const isOne = (value: postgres.PendingQuery<postgres.Row[]>) => sql`
    (${value} ->> 'iss', ${value} ->> 'sub')
      IN (SELECT * FROM unnest(${iss}::text[], ${sub}::text[]))`;
  const [row] = await sql<Record<"sanctions" | "revocations" | "servers" | "members", number>[]>`
    SELECT (SELECT count(*)::int FROM sanction WHERE ran_as ->> 'person' = ${slug}
              OR ${isOne(sql`ran_as`)} OR callers && ${named}::text[]) AS sanctions,
           (SELECT count(*)::int FROM revocation WHERE (revocation.iss, revocation.sub)
              IN (SELECT * FROM unnest(${iss}::text[], ${sub}::text[]))) AS revocations,
           (SELECT count(*)::int FROM server WHERE ${isOne(sql`configured`)}) AS servers,
           (SELECT count(*)::int FROM member WHERE person_id = ${personId}) AS members`;
  const n = row ?? { sanctions: 0, revocations: 0, servers: 0, members: 0 };
  return [
    { what: "sanctions", n: n.sanctions },
    { what: "revocations", n: n.revocations },
    { what: "declared servers", n: n.servers },
    { what: "members of the console", n: n.members },
  ];
}
