// The integer keys of a batch's dimensions. Upserted in statements of their own, before the batch's
// transaction: rows are idempotent, caches hold committed ids only, and batches that meet the same
// new principal do not wait for each other's whole insert.
import type postgres from "postgres";
import { randomId } from "../ids";
import type { DimensionCache, IdCache } from "./dimension-cache";

export type WantedPrincipal = {
  iss: string;
  sub: string;
  name: string | undefined;
  email: string | undefined;
};
export type WantedClient = { clientId: string | null; name: string | null };
export type WantedServer = { name: string };
export type WantedTool = { serverId: number | null; name: string };
export type WantedSession = { sourceId: number; sha256: string };
export type WantedCredential = { fingerprint: string; kind: string | null; label: string | null };

export const principalKey = (one: { iss: string; sub: string }) =>
  JSON.stringify([one.iss, one.sub]);
export const clientKey = (one: WantedClient) => JSON.stringify([one.clientId, one.name]);
export const serverKey = (one: WantedServer) => one.name;
export const toolKey = (one: WantedTool) => JSON.stringify([one.serverId, one.name]);
export const sessionKey = (one: WantedSession) => `${one.sourceId}:${one.sha256}`;
export const credentialKey = (one: WantedCredential) => one.fingerprint;

/** Makes sure that every wanted row exists and its id is in the cache it returns from. */
async function resolve<Row, Value>(
  wanted: readonly Row[],
  cache: IdCache<Value>,
  keyOf: (row: Row) => string,
  read: (rows: Row[]) => Promise<{ n: number; value: Value }[]>,
  insert: (rows: Row[]) => Promise<unknown>,
): Promise<Map<string, Value>> {
  const found = new Map<string, Value>();
  const missing = new Map<string, Row>();
  for (const row of wanted) {
    const key = keyOf(row);
    const cached = cache.get(key);
    if (cached === undefined) missing.set(key, row);
    else found.set(key, cached);
  }
  // Sorted, so that two batches insert the same new rows in the same order and cannot deadlock.
  let rows = [...missing].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  for (const step of ["read", "insert"] as const) {
    if (rows.length === 0) return found;
    if (step === "insert") await insert(rows);
    const present = await read(rows);
    const done = new Set<number>();
    for (const { n, value } of present) {
      const row = rows[n];
      if (row === undefined) continue;
      done.add(n);
      cache.set(keyOf(row), value);
      found.set(keyOf(row), value);
    }
    rows = rows.filter((_, n) => !done.has(n));
  }
  if (rows.length > 0) throw new Error("a dimension row vanished between insert and read");
  return found;
}

export function resolvePrincipals(
  sql: postgres.Sql,
  cache: DimensionCache,
  wanted: readonly WantedPrincipal[],
) {
  return resolve(
    wanted,
    cache.principals,
    principalKey,
    async (rows) => {
      const present = await sql<{ n: number; id: number; publicId: string; unnamed: boolean }[]>`
        SELECT w.n::int - 1 AS n, p.id, p.public_id AS "publicId",
               (p.name IS NULL AND w.name IS NOT NULL)
                 OR (p.email IS NULL AND w.email IS NOT NULL) AS unnamed
        FROM unnest(${column(rows, (row) => row.iss)}::text[], ${column(rows, (row) => row.sub)}::text[],
                    ${column(rows, (row) => row.name)}::text[], ${column(rows, (row) => row.email)}::text[])
             WITH ORDINALITY AS w(iss, sub, name, email, n)
        JOIN principal p ON p.iss = w.iss AND p.sub = w.sub`;
      for (const { n, id, unnamed } of present) {
        if (!unnamed) continue;
        await sql`
          UPDATE principal SET name = coalesce(name, ${rows[n]?.name ?? null}),
                               email = coalesce(email, ${rows[n]?.email ?? null})
          WHERE id = ${id} AND sub IS NOT NULL`;
      }
      return present.map(({ n, id, publicId }) => ({ n, value: { id, publicId } }));
    },
    (rows) => sql`
      INSERT INTO principal (public_id, iss, sub, name, email)
      SELECT * FROM unnest(${rows.map(() => randomId("prn"))}::text[],
        ${column(rows, (row) => row.iss)}::text[], ${column(rows, (row) => row.sub)}::text[],
        ${column(rows, (row) => row.name)}::text[], ${column(rows, (row) => row.email)}::text[])
      ON CONFLICT (iss, sub) DO NOTHING`,
  );
}

export function resolveClients(
  sql: postgres.Sql,
  cache: DimensionCache,
  wanted: readonly WantedClient[],
) {
  return resolve(
    wanted,
    cache.clients,
    clientKey,
    (rows) => sql`
      SELECT w.n::int - 1 AS n, c.id AS value
      FROM unnest(${column(rows, (row) => row.clientId)}::text[], ${column(rows, (row) => row.name)}::text[])
           WITH ORDINALITY AS w(client_id, name, n)
      JOIN client c ON c.client_id IS NOT DISTINCT FROM w.client_id
                   AND c.name IS NOT DISTINCT FROM w.name`,
    (rows) => sql`
      INSERT INTO client (client_id, name)
      SELECT * FROM unnest(${column(rows, (row) => row.clientId)}::text[],
                           ${column(rows, (row) => row.name)}::text[])
      ON CONFLICT DO NOTHING`,
  );
}

export function resolveServers(
  sql: postgres.Sql,
  cache: DimensionCache,
  wanted: readonly WantedServer[],
) {
  return resolve(
    wanted,
    cache.servers,
    serverKey,
    (rows) => sql`
      SELECT w.n::int - 1 AS n, s.id AS value
      FROM unnest(${column(rows, (row) => row.name)}::text[]) WITH ORDINALITY AS w(name, n)
      JOIN server s ON s.name = w.name`,
    // The resource stays the directory's: a gateway's word for it is in each call's envelope.
    (rows) => sql`
      INSERT INTO server (name) SELECT * FROM unnest(${column(rows, (row) => row.name)}::text[])
      ON CONFLICT DO NOTHING`,
  );
}

export function resolveTools(
  sql: postgres.Sql,
  cache: DimensionCache,
  wanted: readonly WantedTool[],
) {
  return resolve(
    wanted,
    cache.tools,
    toolKey,
    (rows) => sql`
      SELECT w.n::int - 1 AS n, t.id AS value
      FROM unnest(${rows.map((row) => row.serverId)}::int[], ${column(rows, (row) => row.name)}::text[])
           WITH ORDINALITY AS w(server_id, name, n)
      JOIN tool t ON t.name = w.name AND t.server_id IS NOT DISTINCT FROM w.server_id`,
    (rows) => sql`
      INSERT INTO tool (server_id, name)
      SELECT * FROM unnest(${rows.map((row) => row.serverId)}::int[],
                           ${column(rows, (row) => row.name)}::text[])
      ON CONFLICT DO NOTHING`,
  );
}

export function resolveSessions(
  sql: postgres.Sql,
  cache: DimensionCache,
  wanted: readonly WantedSession[],
) {
  return resolve(
    wanted,
    cache.sessions,
    sessionKey,
    (rows) => sql`
      SELECT w.n::int - 1 AS n, s.id AS value
      FROM unnest(${rows.map((row) => row.sourceId)}::int[], ${column(rows, (row) => row.sha256)}::text[])
           WITH ORDINALITY AS w(source_id, sha256, n)
      JOIN session s ON s.source_id = w.source_id AND s.session_sha256 = decode(w.sha256, 'hex')`,
    (rows) => sql`
      INSERT INTO session (source_id, session_sha256)
      SELECT w.source_id, decode(w.sha256, 'hex')
      FROM unnest(${rows.map((row) => row.sourceId)}::int[],
                  ${column(rows, (row) => row.sha256)}::text[]) AS w(source_id, sha256)
      ON CONFLICT DO NOTHING`,
  );
}

export function resolveCredentials(
  sql: postgres.Sql,
  cache: DimensionCache,
  wanted: readonly WantedCredential[],
) {
  return resolve(
    wanted,
    cache.credentials,
    credentialKey,
    (rows) => sql`
      SELECT w.n::int - 1 AS n, c.id AS value
      FROM unnest(${column(rows, (row) => row.fingerprint)}::text[]) WITH ORDINALITY AS w(hex, n)
      JOIN credential c ON c.fingerprint = decode(w.hex, 'hex')`,
    (rows) => sql`
      INSERT INTO credential (fingerprint, kind, label)
      SELECT decode(w.hex, 'hex'), w.kind, w.label
      FROM unnest(${column(rows, (row) => row.fingerprint)}::text[], ${column(rows, (row) => row.kind)}::text[],
                  ${column(rows, (row) => row.label)}::text[]) AS w(hex, kind, label)
      ON CONFLICT DO NOTHING`,
  );
}

function column<Row>(rows: readonly Row[], of: (row: Row) => string | null | undefined) {
  return rows.map((row) => of(row) ?? null);
}
