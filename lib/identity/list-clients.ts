import type { Pool } from "../../db/client";
import type { ClientView } from "./directory-views";
import type { ListedRow, ListPart } from "./list-directory";
import { containing, recentPaths } from "./recent-calls";

/** Clients by id; those that only have a name of their own choosing stand by themselves, after them. */
export function listClients(
  sql: Pool["sql"],
  { after, q, limit }: ListPart<string>,
): Promise<ListedRow<ClientView>[]> {
  const like = containing(q);
  return sql<ListedRow<ClientView>[]>`
    WITH used AS (
      SELECT path.client_id AS id, sum(r.n)::int AS n
      FROM (${recentPaths(sql)}) r JOIN path ON path.id = r.path_id GROUP BY path.client_id
    ), one AS (
      SELECT coalesce('0' || client.client_id, '1' || client.name) AS key, client.client_id,
        array_remove(array_agg(DISTINCT client.name), NULL) AS names,
        coalesce(sum(used.n), 0)::int AS calls
      FROM client LEFT JOIN used ON used.id = client.id
      GROUP BY 1, client.client_id
      UNION ALL
      SELECT '0' || o.client_id, o.client_id, '{}', 0 FROM client_owner o
      WHERE NOT EXISTS (SELECT 1 FROM client WHERE client.client_id = o.client_id)
    )
    SELECT one.key AS cursor, json_build_object('clientId', one.client_id, 'names', one.names,
      'owner', CASE WHEN person.id IS NULL THEN NULL
        ELSE json_build_object('id', person.slug, 'name', person.name) END,
      'setBy', o.set_by, 'setAt', o.set_at, 'calls', one.calls) AS item
    FROM one LEFT JOIN client_owner o ON o.client_id = one.client_id
    LEFT JOIN person ON person.id = o.person_id
    WHERE one.key > ${after} AND (one.client_id ILIKE ${like}
      OR array_to_string(one.names, E'\n') ILIKE ${like})
    ORDER BY one.key LIMIT ${limit}`;
}
