// The directory as the API lists it. Small tables, keyset on the row id.
import type { Pool } from "../../db/client";
import { DomainError } from "../errors";

export const DIRECTORY_LISTS = [
  "persons",
  "principals",
  "groups",
  "services",
  "actors",
  "servers",
  "tools",
  "sanctions",
  "revocations",
] as const;
export type DirectoryList = (typeof DIRECTORY_LISTS)[number];

const PAGE = 200;

/** At most 200 entries after the cursor, oldest first. Throws `invalid` for a cursor of no list. */
export async function listDirectory(
  pool: Pool,
  list: DirectoryList,
  cursor: string | undefined,
): Promise<{ items: unknown[]; next: string | null }> {
  const rows = await read(pool.sql, list, cursor ?? "");
  const items = rows.slice(0, PAGE).map(({ cursor: _cursor, item }) => item);
  return { items, next: rows.length > PAGE ? (rows[PAGE - 1]?.cursor ?? null) : null };
}

type Row = { cursor: string; item: unknown };

function read(sql: Pool["sql"], list: DirectoryList, after: string): Promise<Row[]> {
  const ref = sql`json_build_object('id', p.public_id, 'iss', p.iss, 'sub', p.sub, 'name', p.name)`;
  const page = sql`ORDER BY 1 LIMIT ${PAGE + 1}`;
  const number = rowIdOf(list, after);
  switch (list) {
    case "persons":
      return sql<Row[]>`
        SELECT slug AS cursor, json_build_object('id', slug, 'name', name, 'principals', (
          SELECT coalesce(json_agg(${ref} ORDER BY p.id), '[]') FROM principal p
          WHERE p.person_id = person.id)) AS item
        FROM person WHERE slug > ${after} ${page}`;
    case "principals":
    case "services":
    case "actors": {
      const which = {
        principals: sql`true`,
        services: sql`p.is_service`,
        actors: sql`p.is_trusted_actor`,
      };
      return sql<Row[]>`
        SELECT lpad(p.id::text, 10, '0') AS cursor, json_build_object('id', p.public_id,
          'iss', p.iss, 'sub', p.sub, 'name', p.name, 'email', p.email, 'person', person.slug,
          'provenance', p.link_provenance, 'linkedBy', p.linked_by, 'linkedAt', p.linked_at) AS item
        FROM principal p LEFT JOIN person ON person.id = p.person_id
        WHERE ${which[list]} AND p.id > ${number} ${page}`;
    }
    case "groups":
      return sql<Row[]>`
        SELECT g.name AS cursor, json_build_object('name', g.name,
          'persons', json_agg(person.slug ORDER BY person.slug)) AS item
        FROM person_group g JOIN person ON person.id = g.person_id
        WHERE g.name > ${after} GROUP BY g.name ${page}`;
    case "servers":
      return sql<Row[]>`
        SELECT lpad(id::text, 10, '0') AS cursor, json_build_object('name', name,
          'resource', resource, 'configured', configured, 'scopeCeiling', scope_ceiling,
          'lifetimeLimitHours', lifetime_limit_hours, 'declaredAt', declared_at) AS item
        FROM server WHERE id > ${number} ${page}`;
    case "tools":
      return sql<Row[]>`
        SELECT lpad(tool.id::text, 10, '0') AS cursor, json_build_object('server', server.name,
          'name', tool.name, 'risk', tool.risk) AS item
        FROM tool LEFT JOIN server ON server.id = tool.server_id
        WHERE tool.id > ${number} ${page}`;
    case "sanctions":
      return sql<Row[]>`
        SELECT id AS cursor, json_build_object('id', id, 'ranAs', ran_as, 'tools', tools,
          'callers', callers, 'owner', owner, 'reason', reason, 'ticket', ticket,
          'from', active_from, 'until', active_until, 'createdBy', created_by) AS item
        FROM sanction WHERE id > ${after} ${page}`;
    case "revocations":
      return sql<Row[]>`
        SELECT id AS cursor, json_build_object('id', id, 'iss', iss, 'sub', sub,
          'at', revoked_at, 'reason', reason, 'createdBy', created_by) AS item
        FROM revocation WHERE id > ${after} ${page}`;
  }
}

/** Lists that are ordered by a row's id have it as their cursor; PostgreSQL's integer is its limit. */
function rowIdOf(list: DirectoryList, after: string): number {
  if (after === "" || BY_NAME.has(list)) return 0;
  if (/^\d{1,10}$/.test(after) && Number(after) < 2 ** 31) return Number(after);
  const message = "no cursor of this list";
  throw new DomainError("invalid", `cursor: ${message}`, { fields: [{ path: "cursor", message }] });
}

const BY_NAME: ReadonlySet<DirectoryList> = new Set([
  "persons",
  "groups",
  "sanctions",
  "revocations",
]);
