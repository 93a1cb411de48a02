// The entries that rows of an import are about, as the directory has them now: one query a kind.
import type { Pool } from "../../db/client";
import type { DirectoryRow } from "./directory-rows";

type Found = Map<string, Record<string, string | null>>;
type Ref = { iss: string; sub: string };
type Sql = Pool["sql"];

const mapped = (rows: readonly { key: string; fields: Record<string, string | null> }[]): Found =>
  new Map(rows.map(({ key, fields }) => [key, fields]));
type Rows = { key: string; fields: Record<string, string | null> }[];

/** Pairs as two arrays, since a statement takes 65,535 parameters at most. */
const pairs = (sql: Sql, rows: readonly Ref[]) => sql`(
  SELECT DISTINCT * FROM unnest(${rows.map(({ iss }) => iss)}::text[],
    ${rows.map(({ sub }) => sub)}::text[]) AS wanted(iss, sub)) wanted`;

async function flagged(sql: Sql, rows: readonly Ref[], flag: "is_service" | "is_trusted_actor") {
  return mapped(
    await sql<Rows>`
      SELECT p.iss || ' | ' || p.sub AS key, json_build_object('name', p.name) AS fields
      FROM ${pairs(sql, rows)} JOIN principal p USING (iss, sub) WHERE p.${sql(flag)}`,
  );
}

export const currentEntries = {
  links: async (sql: Sql, rows: readonly Ref[]): Promise<Found> =>
    mapped(
      await sql<Rows>`
        SELECT p.iss || ' | ' || p.sub AS key, json_build_object('person', person.slug,
          'name', person.name, 'email', p.email) AS fields
        FROM ${pairs(sql, rows)} JOIN principal p USING (iss, sub)
        JOIN person ON person.id = p.person_id`,
    ),
  services: (sql: Sql, rows: readonly Ref[]): Promise<Found> => flagged(sql, rows, "is_service"),
  actors: (sql: Sql, rows: readonly Ref[]): Promise<Found> =>
    flagged(sql, rows, "is_trusted_actor"),
  groups: async (sql: Sql, rows: readonly DirectoryRow<"groups">[]): Promise<Found> =>
    mapped(
      await sql<Rows>`
        SELECT g.name || E'\n' || person.slug AS key, '{}'::json AS fields
        FROM person_group g JOIN person ON person.id = g.person_id
        WHERE g.name = ANY(${rows.map(({ group }) => group)}::text[])`,
    ),
  servers: async (sql: Sql, rows: readonly DirectoryRow<"servers">[]): Promise<Found> =>
    mapped(
      await sql<Rows>`
        SELECT name AS key, json_build_object('resource', resource,
          'configured_as', configured->>'as', 'configured_iss', configured->>'iss',
          'configured_sub', configured->>'sub', 'configured_kind', configured->>'kind',
          'scope_ceiling', array_to_string(scope_ceiling, '; '),
          'lifetime_limit_hours', lifetime_limit_hours::text, 'static_client', static_client
        ) AS fields
        FROM server
        WHERE declared_at IS NOT NULL AND name = ANY(${rows.map(({ name }) => name)}::text[])`,
    ),
  gateways: async (sql: Sql, rows: readonly DirectoryRow<"gateways">[]): Promise<Found> =>
    mapped(
      await sql<Rows>`
        SELECT name AS key, json_build_object('resource', resource, 'issuer', issuer,
          'caller_ceiling', caller_ceiling, 'downstream_ceiling', downstream_ceiling) AS fields
        FROM source WHERE name = ANY(${rows.map(({ source }) => source)}::text[])`,
    ),
  tools: async (sql: Sql, rows: readonly DirectoryRow<"tools">[]): Promise<Found> =>
    mapped(
      await sql<Rows>`
        SELECT server.name || E'\n' || tool.name AS key,
          json_build_object('risk', tool.risk) AS fields
        FROM tool JOIN server ON server.id = tool.server_id
        WHERE tool.risk IS NOT NULL AND server.name = ANY(${rows.map(({ server }) => server)}::text[])`,
    ),
  /** Also, under keys of their own, the persons that the rows name as owners. */
  clients: async (sql: Sql, rows: readonly DirectoryRow<"clients">[]): Promise<Found> =>
    mapped(
      await sql<Rows>`
        SELECT E'client\n' || o.client_id AS key, json_build_object('owner', person.slug) AS fields
        FROM client_owner o JOIN person ON person.id = o.person_id
        WHERE o.client_id = ANY(${rows.map(({ client_id }) => client_id)}::text[])
        UNION ALL SELECT E'person\n' || slug, '{}'::json FROM person
        WHERE slug = ANY(${rows.flatMap(({ owner }) => owner ?? [])}::text[])`,
    ),
};
