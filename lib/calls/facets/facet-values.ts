// How each field's values are counted and named: by the integer of the row first, so that only the few
// that were counted are joined with their names.
import type postgres from "postgres";
import { flagsToBits, observedFlagsToBits } from "../../identity/flag-bits";
import { FLAGS, OBSERVED_FLAGS } from "../../identity/model";
import type { Fragment } from "../lowering";
import type { FacetField, FacetValue } from "./model";

type Sql = postgres.Sql | postgres.TransactionSql;

/** What a row `c` is counted under. */
export function keyOf(sql: Sql, field: FacetField): Fragment {
  switch (field) {
    case "caller":
    case "server":
    case "tool":
    case "client":
    case "source":
    case "session":
    case "credential":
      return sql`c.${sql(`${field}_id`)}`;
    case "ranas":
      return sql`c.ran_as_id`;
    case "flag":
      return sql`(c.observed_flags::bigint << 32) | c.flags`;
    case "kind":
      return sql`c.ran_as_kind`;
    case "caller.evidence":
      return sql`c.caller_evidence`;
    default:
      return sql`c.${sql(field)}`;
  }
}

/** Rows `value, label, detail, n` from rows `key, n` of `counted`; several may have the same value. */
export function namedValues(sql: Sql, field: FacetField): Fragment {
  switch (field) {
    case "caller":
    case "ranas":
      return namedPrincipals(sql);
    case "server":
    case "source":
      return sql`
        SELECT d.name AS value, d.name AS label, NULL AS detail, k.n
        FROM counted k LEFT JOIN ${sql(field)} d ON d.id = k.key`;
    case "tool":
      return sql`
        SELECT coalesce(s.name, '') || '/' || t.name AS value, t.name AS label, s.name AS detail, k.n
        FROM counted k LEFT JOIN tool t ON t.id = k.key LEFT JOIN server s ON s.id = t.server_id`;
    case "client":
      return sql`
        SELECT coalesce('id:' || d.client_id, 'name:' || d.name) AS value,
               coalesce(d.name, d.client_id) AS label,
               CASE WHEN d.name IS NOT NULL THEN d.client_id END AS detail, k.n
        FROM counted k LEFT JOIN client d ON d.id = k.key`;
    case "credential":
      return sql`
        SELECT encode(d.fingerprint, 'hex') AS value,
               coalesce(d.label, left(encode(d.fingerprint, 'hex'), 12)) AS label,
               d.kind AS detail, k.n
        FROM counted k LEFT JOIN credential d ON d.id = k.key`;
    case "session":
      return sql`
        SELECT encode(d.session_sha256, 'hex') AS value,
               left(encode(d.session_sha256, 'hex'), 12) AS label, NULL AS detail, k.n
        FROM counted k LEFT JOIN session d ON d.id = k.key`;
    case "flag":
      return namedFlags(sql);
    default:
      return sql`SELECT key AS value, key AS label, NULL AS detail, n FROM counted`;
  }
}

/** A linked principal is its person; any other has its public id until `pairedValues`. */
function namedPrincipals(sql: Sql): Fragment {
  return sql`
    SELECT coalesce('person:' || person.slug, p.public_id) AS value,
           coalesce(person.name, person.slug, p.name, p.sub, p.public_id) AS label,
           CASE WHEN person.id IS NULL THEN p.iss ELSE 'person' END AS detail, k.n
    FROM counted k LEFT JOIN principal p ON p.id = k.key
    LEFT JOIN person ON person.id = p.person_id`;
}

/**
 * Values of identities as the menus and pivots write them: issuer and subject instead of the public id.
 * Pairs are compared in any case, so where two differ in case alone they keep the id.
 */
export async function pairedValues(sql: Sql, values: readonly FacetValue[]): Promise<FacetValue[]> {
  const ids = values.flatMap(({ value }) => (value?.startsWith("prn_") ? [value] : []));
  const rows = await sql<{ id: string; pair: string }[]>`
    SELECT p.public_id AS id, p.iss || '|' || p.sub AS pair FROM principal p
    WHERE p.public_id = ANY(${ids}::text[]) AND p.sub IS NOT NULL AND strpos(p.iss, '|') = 0
      AND NOT EXISTS (
        SELECT FROM principal other
        WHERE lower(other.iss || '|' || other.sub) = lower(p.iss || '|' || p.sub)
          AND other.id <> p.id)`;
  const pairs = new Map(rows.map(({ id, pair }) => [id, pair]));
  return values.map((one) => ({ ...one, value: pairs.get(one.value ?? "") ?? one.value }));
}

function namedFlags(sql: Sql): Fragment {
  const flags = [
    ...FLAGS.map((name) => ({ name, mask: BigInt(flagsToBits([name])) })),
    ...OBSERVED_FLAGS.map((name) => ({ name, mask: BigInt(observedFlagsToBits([name])) << 32n })),
  ];
  return sql`
    SELECT f.name AS value, f.name AS label, NULL AS detail, k.n
    FROM counted k JOIN unnest(${flags.map(({ name }) => name)}::text[],
      ${flags.map(({ mask }) => String(mask))}::text[]::bigint[]) AS f(name, mask)
      ON k.key & f.mask <> 0
    UNION ALL SELECT NULL, NULL, NULL, n FROM counted WHERE key = 0`;
}
