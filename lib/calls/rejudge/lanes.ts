// How the calls of a scope are found: a lane is one way by an index, newest first.
import type { ScopeKind } from "../../identity/directory-scope";
import { namesCredential } from "./scopes-of";
import type { CallKey, Fragment, Sql } from "./stored-call";

/** A scope as its row has it. */
export type StoredScope = {
  version: number;
  n: number;
  kind: ScopeKind;
  ref: number | null;
  keys: string[] | null;
  from: string;
  until: string;
  exceptTools: number[] | null;
};

export type Lane =
  | "caller"
  | "ranAs"
  | "owner"
  | "actor"
  | "server"
  | "tool"
  | "time"
  | "credential"
  | "evidence"
  | "given";

export const LANES = {
  principal: ["caller", "ranAs", "owner", "evidence"],
  caller: ["caller"],
  owner: ["owner"],
  actor: ["actor"],
  server: ["server"],
  tool: ["tool"],
  source: ["time"],
  credential: ["credential"],
  evidence_source: ["given"],
} as const satisfies Record<ScopeKind, readonly Lane[]>;

/** The condition on `call c` that makes it one of the lane's. */
function onLane(sql: Sql, lane: Lane, { ref, keys }: StoredScope): Fragment {
  switch (lane) {
    case "caller":
      return sql`c.caller_id = ${ref}`;
    case "ranAs":
      return sql`c.ran_as_id = ${ref}`;
    case "server":
      return sql`c.server_id = ${ref}`;
    case "tool":
      return sql`c.tool_id = ${ref}`;
    // Along the primary key: a source has most of the calls, or few sources have all.
    case "time":
      return sql`c.source_id = ${ref}`;
    case "owner":
      return sql`c.facts LIKE '%"credentialOwner":%' AND call_owner(c.facts) = ANY(${keys ?? []}::text[])`;
    case "actor":
      return sql`c.envelope LIKE '%"token":{"act":"prn\\_%' AND call_actor(c.envelope) = ANY(${keys ?? []}::text[])`;
    case "credential":
      return namesCredential(sql, sql`${keys?.[0] ?? ""}::text`);
    case "evidence":
      return given(sql, sql`e.principal_id = ${ref}`);
    case "given":
      return given(sql, sql`e.source_id = ${ref}`);
  }
}

function given(sql: Sql, which: Fragment): Fragment {
  return sql`(c.occurred_at, c.source_id, c.event_id) IN (
    SELECT g.occurred_at, g.source_id, g.event_id
    FROM evidence e JOIN call_evidence g ON g.evidence_id = e.id WHERE ${which})`;
}

/** All conditions of a lane, from `after` on backwards in time. Calls must have been sequenced. */
export function laneWhere(
  sql: Sql,
  lane: Lane,
  scope: StoredScope,
  after: CallKey | null,
): Fragment {
  return sql`${onLane(sql, lane, scope)}
    AND c.occurred_at >= ${scope.from}::timestamptz AND c.occurred_at < ${scope.until}::timestamptz
    ${scope.exceptTools === null ? sql`` : sql`AND c.tool_id <> ALL (${scope.exceptTools}::int[])`}
    ${
      after === null
        ? sql``
        : sql`AND c.occurred_at <= ${after.occurredAt}::timestamptz
              AND (c.occurred_at, c.source_id, c.event_id)
                < (${after.occurredAt}::timestamptz, ${after.sourceId}::int, ${after.eventId}::text)`
    }`;
}

export const NEWEST_FIRST = (sql: Sql) =>
  sql`ORDER BY c.occurred_at DESC, c.source_id DESC, c.event_id DESC`;
