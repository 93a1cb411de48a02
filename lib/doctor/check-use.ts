import type postgres from "postgres";
import type { Env } from "../env";
import { fail, type Finding, ok, warn } from "./model";

const BACKUP_DAYS = 7;

/** What people and gateways need: somebody who can sign in, keys, events, a backup. */
export async function checkUse(sql: postgres.Sql, env: Env): Promise<Finding[]> {
  return [
    await checkOwner(sql, env),
    await checkSources(sql),
    await checkKeys(sql),
    await checkQuarantine(sql),
    await checkBackups(sql, env),
  ];
}

async function checkOwner(sql: postgres.Sql, env: Env): Promise<Finding> {
  const [row] = await sql<{ n: number }[]>`
    SELECT count(*)::int AS n FROM member m JOIN member_role r ON r.member_id = m.id
    WHERE r.role = 'owner' AND m.disabled_at IS NULL AND (m.password_hash IS NOT NULL
      OR ${env.oidc !== undefined} AND EXISTS (SELECT 1 FROM member_account a WHERE a.member_id = m.id))`;
  if (row && row.n > 0) return ok("owners", `${row.n} can sign in`);
  return fail(
    "owners",
    "no owner can sign in",
    "npm run cli -- users create --email you@example.com --role owner",
  );
}

async function checkSources(sql: postgres.Sql): Promise<Finding> {
  const rows = await sql<{ name: string; silent: boolean; hours: number | null }[]>`
    SELECT s.name, n.silence_told_for IS NOT DISTINCT FROM p.received_at
                   AND p.received_at IS NOT NULL AS silent,
           (extract(epoch FROM now() - p.received_at) / 3600)::int AS hours
    FROM source s LEFT JOIN source_progress p ON p.source_id = s.id
    LEFT JOIN source_notice n ON n.source_id = s.id
    WHERE s.revoked_at IS NULL AND NOT s.is_system ORDER BY s.name`;
  const silent = rows.filter((row) => row.silent);
  if (silent.length === 0) return ok("sources", `${rows.length} connected, none fell silent`);
  const list = silent.map(({ name, hours }) => `${name} for ${hours} h`).join(", ");
  return warn("sources", `silent: ${list}`, "Look at the gateway and what ships its log.");
}

async function checkKeys(sql: postgres.Sql): Promise<Finding> {
  const rows = await sql<{ name: string; soon: boolean }[]>`
    SELECT s.name, coalesce(max(k.expires_at) FILTER (WHERE k.revoked_at IS NULL) > now(), false) AS soon
    FROM source s JOIN api_key k ON k.source_id = s.id
    WHERE s.revoked_at IS NULL
    GROUP BY s.name
    HAVING NOT coalesce(bool_or(k.revoked_at IS NULL
      AND coalesce(k.expires_at, 'infinity') > now() + interval '14 days'), false)
    ORDER BY s.name`;
  if (rows.length === 0) return ok("API keys", "none that a source needs expires within 14 days");
  const list = rows.map(({ name, soon }) => `${name} ${soon ? "(soon)" : "(none is valid)"}`);
  return warn(
    "API keys",
    `expiring or expired: ${list.join(", ")}`,
    "Make a new key under Sources.",
  );
}

async function checkQuarantine(sql: postgres.Sql): Promise<Finding> {
  const [row] = await sql<{ all: number; day: number }[]>`
    SELECT count(*)::int AS all,
           count(*) FILTER (WHERE received_at > now() - interval '1 day')::int AS day
    FROM quarantine WHERE settled_as IS NULL AND expires_at > now()`;
  const { all, day } = row ?? { all: 0, day: 0 };
  const found = `${all} entries, ${day} of the last day`;
  if (day === 0) return ok("quarantine", found);
  return warn("quarantine", found, "Sources → Quarantine shows why; fix the mapping and replay.");
}

async function checkBackups(sql: postgres.Sql, env: Env): Promise<Finding> {
  const [row] = await sql<{ at: string | null; days: number | null }[]>`
    SELECT to_json(max(at)) #>> '{}' AS at,
           (extract(epoch FROM now() - max(at)) / 86400)::float8 AS days
    FROM admin_log WHERE action = 'backup.made'`;
  const found = row?.at ? `the last was made at ${row.at}` : "none was ever made by this program";
  if (row?.days != null && row.days < BACKUP_DAYS) return ok("backup", found);
  if (env.databaseUrl !== undefined) return ok("backup", `${found}; those of pg_dump are not seen`);
  return warn("backup", found, "npm run cli -- backup FILE, every night by a timer.");
}
