// What all parts of the lowering share.
import type postgres from "postgres";
import type { QueryValue } from "./query-language/model";

export type Fragment = postgres.PendingQuery<postgres.Row[]>;
/** Wrapped, because a bare fragment is a thenable: awaiting it would run it as a statement. */
export type Condition = {
  where: Fragment;
  /** Every call that fits is found by one of these; see `look-up.ts`. */
  lookUps?: LookUps | undefined;
};

/** `exact`: every call that they find fits. */
export type LookUps = { each: readonly LookUp[]; exact: boolean };

/** Calls by a few values of one column, whose index has them in the order of time. */
export type LookUp = {
  column:
    | "session_id"
    | "credential_id"
    | "caller_id"
    | "ran_as_id"
    | "tool_id"
    | "verdict"
    | "server_id";
  values: readonly (string | number)[];
};

export type Lowering = {
  sql: postgres.Sql;
  /** The instants, RFC 3339, that the calls lie between; the end excluded. Open where undefined. */
  from?: string | undefined;
  to?: string | undefined;
};

const DERIVED = [
  "relation",
  "verdict",
  "flags",
  "observed_flags",
  "caller_evidence",
  "evidence",
  "severity",
] as const;

/** A column that a re-judge may change: the one place that knows where they are stored. */
export function derived(sql: postgres.Sql, column: (typeof DERIVED)[number]): Fragment {
  return sql`c.${sql(column)}`;
}

/** The part of a call's payload: its row `p` fits `condition`. */
export function hasPayload({ sql, from, to }: Lowering, condition: Fragment): Condition {
  // The range once more, so that a plan that begins with payloads reads no others.
  const since = from === undefined ? sql`` : sql`AND p.occurred_at >= ${from}`;
  const until = to === undefined ? sql`` : sql`AND p.occurred_at < ${to}`;
  return {
    where: sql`EXISTS (SELECT FROM payload p
      WHERE p.occurred_at = c.occurred_at AND p.batch_id = c.batch_id
        AND p.batch_pos = c.batch_pos ${since} ${until} AND (${condition}))`,
  };
}

/** `*` alone: that there is one, without a list of all of them. */
export function isAnything(values: readonly QueryValue[]): boolean {
  return values.some(({ text, glob }) => glob && /^\*+$/.test(text));
}
