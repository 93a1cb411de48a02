import type { Fragment, Sql } from "./stored-call";

/**
 * The query of all scopes into which the call `c` of the outer query falls: an index look-up for
 * each kind, however many changes are open (kinds: `lib/identity/directory-scope.ts`).
 */
export function scopesOf(sql: Sql): Fragment {
  const inside = sql`
    s.from_time <= c.occurred_at AND c.occurred_at < s.until_time
    AND (s.except_tools IS NULL OR c.tool_id <> ALL (s.except_tools))`;
  return sql`
    SELECT s.version FROM (VALUES
        ('principal', c.caller_id), ('principal', c.ran_as_id), ('caller', c.caller_id),
        ('server', c.server_id), ('tool', c.tool_id), ('source', c.source_id)) AS k(kind, ref)
      JOIN directory_scope s ON s.ref = k.ref AND s.kind = k.kind AND ${inside}
    UNION ALL
    SELECT s.version FROM directory_scope s
    WHERE c.facts LIKE '%"credentialOwner":%' AND s.keys @> ARRAY[call_owner(c.facts)]
      AND s.kind IN ('principal', 'owner') AND ${inside}
    UNION ALL
    SELECT s.version FROM directory_scope s
    WHERE c.envelope LIKE '%"token":{"act":"prn\\_%' AND s.keys @> ARRAY[call_actor(c.envelope)]
      AND s.kind = 'actor' AND ${inside}
    UNION ALL
    SELECT s.version FROM directory_scope s
    WHERE s.kind = 'credential' AND ${namesCredential(sql, sql`s.keys[1]`)} AND ${inside}
    UNION ALL
    SELECT s.version FROM call_evidence g JOIN evidence e ON e.id = g.evidence_id
    JOIN directory_scope s ON s.kind = 'principal' AND s.ref = e.principal_id
                           OR s.kind = 'evidence_source' AND s.ref = e.source_id
    WHERE g.occurred_at = c.occurred_at AND g.source_id = c.source_id AND g.event_id = c.event_id
      AND ${inside}`;
}

/** `key` is a JSON string: the name of a credential, or the SHA-256 of a token. */
export function namesCredential(sql: Sql, key: Fragment): Fragment {
  return sql`(position('"credentialId":' || ${key} in c.facts) > 0
    OR position('"sha256":' || ${key} in c.envelope) > 0)`;
}
