import type { Pool } from "../../db/client";
import type { PrincipalView } from "./directory-views";
import type { ListedRow, ListPart } from "./list-directory";
import { containing, recentByPrincipal } from "./recent-calls";

/** All principals, or those that the directory calls services or trusted actors. */
export function listPrincipals(
  sql: Pool["sql"],
  which: "principals" | "services" | "actors",
  { after, q, limit }: ListPart<number>,
): Promise<ListedRow<PrincipalView>[]> {
  const like = containing(q);
  const kind = {
    principals: sql`true`,
    services: sql`p.is_service`,
    actors: sql`p.is_trusted_actor`,
  }[which];
  return sql<ListedRow<PrincipalView>[]>`
    WITH page AS (
      SELECT p.* FROM principal p
      WHERE ${kind} AND p.id > ${after}
        AND (${q} = '' OR p.sub ILIKE ${like} OR p.iss ILIKE ${like} OR p.name ILIKE ${like})
      ORDER BY p.id LIMIT ${limit}
    ), recent AS (${recentByPrincipal(sql, sql`SELECT id FROM page`)})
    SELECT lpad(p.id::text, 10, '0') AS cursor, ${principalItem(sql)} AS item
    FROM page p LEFT JOIN person ON person.id = p.person_id LEFT JOIN recent ON recent.id = p.id
    ORDER BY p.id`;
}

/** The item of principal `p` with its `person` and its `recent` calls. */
export function principalItem(sql: Pool["sql"]) {
  return sql`json_build_object('id', p.public_id, 'iss', p.iss, 'sub', p.sub, 'name', p.name,
    'email', p.email, 'person', person.slug, 'personName', person.name,
    'provenance', p.link_provenance, 'linkedBy', p.linked_by, 'linkedAt', p.linked_at,
    'service', p.is_service, 'revokedAt',
    (SELECT to_char(min(r.revoked_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
     FROM revocation r WHERE r.iss = p.iss AND r.sub = p.sub), 'callsAsCaller', coalesce(recent.as_caller, 0),
    'callsAsRanAs', coalesce(recent.as_ran_as, 0))`;
}
