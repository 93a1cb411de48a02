// The names of what a page of calls refers to, in one round trip whose plan is always the same.
import type postgres from "postgres";
import type { JoinedIdentity } from "./call-row";
import type { PlainRow } from "./read-joined";

type Found = {
  source: { id: number; public_id: string; name: string };
  principal: JoinedIdentity & { id: number };
  client: { id: number; client_id: string | null; name: string | null };
  session: { id: number; hash: string };
  server: { id: number; name: string };
  tool: { id: number; name: string };
  credential: { id: number; fingerprint: string; label: string | null };
};
type Kind = keyof Found;

/** For each kind: what has this id, or null. */
export type Names = { [K in Kind]: (id: number | null) => Found[K] | null };

/** The names of everything that the rows refer to. */
export async function readNames(
  sql: postgres.Sql | postgres.TransactionSql,
  rows: readonly PlainRow[],
): Promise<Names> {
  const ids = (...columns: (keyof PlainRow & `${string}_id`)[]) => [
    ...new Set(rows.flatMap((row) => columns.flatMap((column) => row[column] ?? []))),
  ];
  const [found] = await sql<{ [K in Kind]: Found[K][] | null }[]>`
    SELECT
      (SELECT json_agg(json_build_object('id', id, 'public_id', public_id, 'name', name))
       FROM source WHERE id = ANY(${ids("source_id")}::int[])) AS source,
      (SELECT json_agg(json_build_object('id', p.id, 'public_id', p.public_id, 'iss', p.iss,
                'sub', p.sub, 'name', p.name, 'email', p.email, 'person', person.slug,
                'person_name', person.name))
       FROM principal p LEFT JOIN person ON person.id = p.person_id
       WHERE p.id = ANY(${ids("caller_id", "ran_as_id")}::int[])) AS principal,
      (SELECT json_agg(json_build_object('id', id, 'client_id', client_id, 'name', name))
       FROM client WHERE id = ANY(${ids("client_id")}::int[])) AS client,
      (SELECT json_agg(json_build_object('id', id, 'hash', encode(session_sha256, 'hex')))
       FROM session WHERE id = ANY(${ids("session_id")}::int[])) AS session,
      (SELECT json_agg(json_build_object('id', id, 'name', name))
       FROM server WHERE id = ANY(${ids("server_id")}::int[])) AS server,
      (SELECT json_agg(json_build_object('id', id, 'name', name))
       FROM tool WHERE id = ANY(${ids("tool_id")}::int[])) AS tool,
      (SELECT json_agg(json_build_object('id', id, 'fingerprint', encode(fingerprint, 'hex'),
                'label', label))
       FROM credential WHERE id = ANY(${ids("credential_id")}::int[])) AS credential`;
  if (!found) throw new Error("a SELECT without FROM has one row");
  return {
    source: byId(found.source),
    principal: byId(found.principal),
    client: byId(found.client),
    session: byId(found.session),
    server: byId(found.server),
    tool: byId(found.tool),
    credential: byId(found.credential),
  };
}

function byId<One extends { id: number }>(found: readonly One[] | null) {
  const all = new Map(found?.map((one) => [one.id, one]));
  return (id: number | null) => (id === null ? null : (all.get(id) ?? null));
}
