import type { Pool } from "../../db/client";
import type { PersonView } from "./directory-views";
import type { ListedRow, ListPart } from "./list-directory";
import { containing, recentByPrincipal } from "./recent-calls";

/** Persons by slug. The search looks at slug, name and the linked principals, never at an e-mail. */
export function listPersons(
  sql: Pool["sql"],
  { after, q, limit }: ListPart<string>,
): Promise<ListedRow<PersonView>[]> {
  const like = containing(q);
  return sql<ListedRow<PersonView>[]>`
    WITH page AS (
      SELECT id, slug, name FROM person
      WHERE slug > ${after} AND (slug ILIKE ${like} OR name ILIKE ${like} OR EXISTS (
        SELECT 1 FROM principal p WHERE p.person_id = person.id
          AND (p.sub ILIKE ${like} OR p.iss ILIKE ${like} OR p.name ILIKE ${like})))
      ORDER BY slug LIMIT ${limit}
    ), recent AS (${recentByPrincipal(
      sql,
      sql`SELECT p.id FROM page JOIN principal p ON p.person_id = page.id`,
    )})
    SELECT slug AS cursor, json_build_object('id', slug, 'name', page.name,
      'principals', coalesce(json_agg(json_build_object('id', p.public_id, 'iss', p.iss,
        'sub', p.sub, 'name', p.name) ORDER BY p.id) FILTER (WHERE p.id IS NOT NULL), '[]'),
      'callsAsCaller', coalesce(sum(recent.as_caller), 0),
      'callsAsRanAs', coalesce(sum(recent.as_ran_as), 0)) AS item
    FROM page LEFT JOIN principal p ON p.person_id = page.id LEFT JOIN recent ON recent.id = p.id
    GROUP BY page.id, slug, page.name ORDER BY slug`;
}
