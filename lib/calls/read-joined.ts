// Rows of calls with the names of everything they refer to: first the page's rows, then the few
// names in them. One join of all would cost more to plan than to run.
import type postgres from "postgres";
import type { JoinedRow } from "./call-row";
import { readNames } from "./read-names";

type Sql = postgres.Sql | postgres.TransactionSql;
type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** A row of `call` by the ids of what it refers to. */
export type PlainRow = Pick<
  JoinedRow,
  | "occurred_at"
  | "source_id"
  | "event_id"
  | "index"
  | "type"
  | "caller_evidence"
  | "evidence"
  | "ran_as_kind"
  | "relation"
  | "verdict"
  | "flags"
  | "observed_flags"
  | "severity"
  | "decision"
  | "outcome"
  | "duration_ms"
  | "approval_id"
  | "trace_id"
> & {
  caller_id: number | null;
  ran_as_id: number | null;
  client_id: number | null;
  session_id: number | null;
  server_id: number | null;
  tool_id: number | null;
  credential_id: number | null;
};

/** `readPlain` with names. */
export async function readJoined(sql: Sql, page: Fragment, order: Fragment): Promise<JoinedRow[]> {
  return addNames(sql, await readPlain(sql, page, order));
}

/**
 * `page` selects the columns of `call` and ends with its own LIMIT; `order` sorts the result, where
 * the columns of the page are `c`.
 */
export function readPlain(sql: Sql, page: Fragment, order: Fragment) {
  return sql<PlainRow[]>`
    SELECT c.occurred_at, c.source_id, c.event_id, (sealed.first_index + c.batch_pos)::text AS index,
           c.type, c.caller_id, c.ran_as_id, c.client_id, c.session_id, c.server_id, c.tool_id,
           c.credential_id, c.caller_evidence, c.evidence, c.ran_as_kind, c.relation, c.verdict,
           c.flags, c.observed_flags, c.severity, c.decision, c.outcome, c.duration_ms,
           c.approval_id, c.trace_id
    FROM (${page}) c LEFT JOIN sealed ON sealed.batch_id = c.batch_id
    ORDER BY ${order}`;
}

/** Ids become names. Throws where a row's source is unknown. */
export async function addNames(sql: Sql, rows: readonly PlainRow[]): Promise<JoinedRow[]> {
  if (rows.length === 0) return [];
  const names = await readNames(sql, rows);
  return rows.map((row) => {
    const source = names.source(row.source_id);
    if (source === null) throw new Error(`there is no source ${row.source_id}`);
    const client = names.client(row.client_id);
    const credential = names.credential(row.credential_id);
    return {
      ...row,
      source_public_id: source.public_id,
      source_name: source.name,
      caller: names.principal(row.caller_id),
      ran_as: names.principal(row.ran_as_id),
      client_id: client?.client_id ?? null,
      client_name: client?.name ?? null,
      session: names.session(row.session_id)?.hash ?? null,
      server: names.server(row.server_id)?.name ?? null,
      tool: names.tool(row.tool_id)?.name ?? null,
      credential: credential?.fingerprint ?? null,
      credential_label: credential?.label ?? null,
    };
  });
}
