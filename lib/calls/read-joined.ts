// Rows of calls with the names of everything they refer to. Only the page's rows are joined.
import type postgres from "postgres";
import type { JoinedRow } from "./call-row";

type Sql = postgres.Sql | postgres.TransactionSql;
type Fragment = postgres.PendingQuery<postgres.Row[]>;

/**
 * `page` selects the columns of `call` and ends with its own LIMIT; `order` sorts the result, where
 * the columns of the page are `c`.
 */
export function readJoined(sql: Sql, page: Fragment, order: Fragment) {
  return sql<JoinedRow[]>`
    SELECT c.occurred_at, c.source_id, c.event_id, (sealed.first_index + c.batch_pos)::text AS index,
           c.type, source.public_id AS source_public_id, source.name AS source_name,
           ${identityColumn(sql, "caller")} AS caller, ${identityColumn(sql, "ran_as")} AS ran_as,
           client.client_id, client.name AS client_name,
           encode(session.session_sha256, 'hex') AS session,
           server.name AS server, tool.name AS tool,
           encode(credential.fingerprint, 'hex') AS credential, credential.label AS credential_label,
           c.caller_evidence, c.evidence, c.ran_as_kind, c.relation, c.verdict, c.flags,
           c.observed_flags, c.severity, c.decision, c.outcome, c.duration_ms, c.approval_id,
           c.trace_id
    FROM (${page}) c
    JOIN source ON source.id = c.source_id
    LEFT JOIN sealed ON sealed.batch_id = c.batch_id
    LEFT JOIN principal caller ON caller.id = c.caller_id
    LEFT JOIN person caller_person ON caller_person.id = caller.person_id
    LEFT JOIN principal ran_as ON ran_as.id = c.ran_as_id
    LEFT JOIN person ran_as_person ON ran_as_person.id = ran_as.person_id
    LEFT JOIN client ON client.id = c.client_id
    LEFT JOIN session ON session.id = c.session_id
    LEFT JOIN server ON server.id = c.server_id
    LEFT JOIN tool ON tool.id = c.tool_id
    LEFT JOIN credential ON credential.id = c.credential_id
    ORDER BY ${order}`;
}

/** One joined principal with its person as a JSON object, or null. */
function identityColumn(sql: Sql, alias: "caller" | "ran_as") {
  const person = `${alias}_person`;
  return sql`CASE WHEN ${sql(alias)}.id IS NOT NULL THEN json_build_object(
    'public_id', ${sql(alias)}.public_id, 'iss', ${sql(alias)}.iss, 'sub', ${sql(alias)}.sub,
    'name', ${sql(alias)}.name, 'email', ${sql(alias)}.email,
    'person', ${sql(person)}.slug, 'person_name', ${sql(person)}.name) END`;
}
