import type { Pool } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { needs } from "./query";
import type { SUGGEST_FIELDS, Suggestions } from "./view";

const LIMIT = 20;
type Row = Suggestions["items"][number];

/** Values that begin with or contain a text, from the dimensions; at most 20, best first. */
export async function suggest(
  pool: Pool,
  viewer: Viewer,
  field: (typeof SUGGEST_FIELDS)[number],
  text: string,
): Promise<Suggestions> {
  needs(viewer, "calls:read");
  const { sql } = pool;
  const like = sql`lower(${`%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`})`;
  switch (field) {
    case "caller":
    case "ranas":
      return {
        items: await sql<Row[]>`
          SELECT DISTINCT ON (rank, label, value) value, label, detail FROM (
            SELECT coalesce('person:' || person.slug, p.iss || '|' || p.sub) AS value,
                   coalesce(person.name, person.slug, p.name, p.sub) AS label,
                   CASE WHEN person.id IS NULL THEN p.iss ELSE 'person' END AS detail,
                   (person.id IS NULL)::int AS rank
            FROM principal p LEFT JOIN person ON person.id = p.person_id
            WHERE p.sub IS NOT NULL
              AND lower(concat_ws(' ', person.slug, person.name, p.name, p.sub, p.email)) LIKE ${like}
            LIMIT 500) found
          ORDER BY rank, label, value LIMIT ${LIMIT}`,
      };
    case "server":
    case "source":
      return {
        items: await sql<Row[]>`
          SELECT name AS value, name AS label, NULL AS detail FROM ${sql(field)}
          WHERE lower(name) LIKE ${like} ${field === "source" ? sql`AND NOT is_system` : sql``}
          ORDER BY name LIMIT ${LIMIT}`,
      };
    case "tool":
      return {
        items: await sql<Row[]>`
          SELECT concat_ws('/', server.name, tool.name) AS value, tool.name AS label,
                 server.name AS detail
          FROM tool LEFT JOIN server ON server.id = tool.server_id
          WHERE lower(concat_ws('/', server.name, tool.name)) LIKE ${like}
          ORDER BY tool.name, server.name LIMIT ${LIMIT}`,
      };
    case "client":
      return {
        items: await sql<Row[]>`
          SELECT DISTINCT coalesce(client_id, name) AS value, coalesce(name, client_id) AS label,
                 client_id AS detail
          FROM client WHERE lower(concat_ws(' ', client_id, name)) LIKE ${like}
          ORDER BY label LIMIT ${LIMIT}`,
      };
  }
}
