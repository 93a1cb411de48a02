import type { Pool } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { needs } from "../calls/query";
import { DomainError } from "../errors";
import { type PersonDetail, personDetail } from "./directory-views";
import { principalItem } from "./list-principals";
import { recentByPrincipal } from "./recent-calls";

/** One person with linked principals, groups and owned clients. Throws `not_found`. */
export async function readPerson(pool: Pool, viewer: Viewer, slug: string): Promise<PersonDetail> {
  needs(viewer, "directory:read");
  const { sql } = pool;
  const [own] = await sql<{ id: number; slug: string; name: string | null }[]>`
    SELECT id, slug, name FROM person WHERE slug = ${slug}`;
  if (!own) throw new DomainError("not_found", "There is no such person.");
  const [principals, groups, clients] = await Promise.all([
    sql<{ item: unknown }[]>`
      WITH recent AS (${recentByPrincipal(
        sql,
        sql`SELECT id FROM principal WHERE person_id = ${own.id}`,
      )})
      SELECT ${principalItem(sql)} AS item
      FROM principal p JOIN person ON person.id = p.person_id LEFT JOIN recent ON recent.id = p.id
      WHERE p.person_id = ${own.id} ORDER BY p.id`,
    sql<{ name: string; provenance: string; addedAt: string }[]>`
      SELECT name, provenance, added_at AS "addedAt" FROM person_group
      WHERE person_id = ${own.id} ORDER BY name`,
    sql<{ id: string }[]>`
      SELECT client_id AS id FROM client_owner WHERE person_id = ${own.id} ORDER BY client_id`,
  ]);
  return personDetail.parse({
    id: own.slug,
    name: own.name,
    principals: principals.map(({ item }) => item),
    groups,
    clients: clients.map(({ id }) => id),
  });
}
