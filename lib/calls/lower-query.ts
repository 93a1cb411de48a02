// A query's terms as SQL conditions over `call c`. Names become dimension ids first, so that the
// big table is only ever compared with integers; every value is a parameter.
import type postgres from "postgres";
import { flagsToBits, observedFlagsToBits } from "../identity/flag-bits";
import { FLAGS, OBSERVED_FLAGS } from "../identity/model";
import { clientIds } from "./client-ids";
import { likePattern } from "./like-pattern";
import { principalIds } from "./principal-ids";
import type { Query, QueryValue, Term } from "./query-language/model";

type Fragment = postgres.PendingQuery<postgres.Row[]>;
/** Wrapped, because a bare fragment is a thenable: awaiting it would run it as a statement. */
export type Condition = { where: Fragment };

export function lowerQuery(sql: postgres.Sql, query: Query): Promise<Condition[]> {
  return Promise.all(query.terms.map((term) => lowerTerm(sql, term)));
}

async function lowerTerm(sql: postgres.Sql, term: Term): Promise<Condition> {
  const { where } = await positive(sql, term);
  // A missing value is not equal to anything, so "not alice" keeps the calls without a caller.
  return { where: term.negated ? sql`(${where}) IS NOT TRUE` : sql`(${where})` };
}

async function positive(sql: postgres.Sql, { field, values }: Term): Promise<Condition> {
  const patterns = values.map(likePattern);
  const texts = values.map((value) => value.text);
  switch (field) {
    case "verdict":
    case "outcome":
    case "relation":
    case "severity":
    case "decision":
    case "type":
      return { where: sql`c.${sql(field)} = ANY(${texts}::text[])` };
    case "flag":
      return { where: flagCondition(sql, values) };
    case "caller":
      if (isAnything(values)) return { where: sql`c.caller_id IS NOT NULL` };
      return { where: sql`c.caller_id = ANY(${await principalIds(sql, values)}::int[])` };
    case "ranas":
      if (isAnything(values)) return { where: sql`c.ran_as_id IS NOT NULL` };
      return { where: sql`c.ran_as_id = ANY(${await principalIds(sql, values)}::int[])` };
    case "credential": {
      if (isAnything(values)) return { where: sql`c.credential_id IS NOT NULL` };
      const rows = await sql<{ id: number }[]>`
        SELECT id FROM credential WHERE encode(fingerprint, 'hex') LIKE ANY(${patterns}::text[])
           OR label LIKE ANY(${patterns}::text[])`;
      return { where: sql`c.credential_id = ANY(${ids(rows)}::int[])` };
    }
    case "server": {
      const rows = await sql<{ id: number }[]>`
        SELECT id FROM server WHERE name LIKE ANY(${patterns}::text[])`;
      return { where: sql`c.server_id = ANY(${ids(rows)}::int[])` };
    }
    case "tool": {
      const rows = await sql<{ id: number }[]>`
        SELECT tool.id FROM tool LEFT JOIN server ON server.id = tool.server_id
        WHERE tool.name LIKE ANY(${patterns}::text[])
           OR server.name || '/' || tool.name LIKE ANY(${patterns}::text[])`;
      return { where: sql`c.tool_id = ANY(${ids(rows)}::int[])` };
    }
    case "source": {
      const rows = await sql<{ id: number }[]>`
        SELECT id FROM source WHERE name LIKE ANY(${patterns}::text[])
           OR public_id = ANY(${texts}::text[])`;
      return { where: sql`c.source_id = ANY(${ids(rows)}::int[])` };
    }
    case "client":
      return { where: sql`c.client_id = ANY(${await clientIds(sql, values)}::int[])` };
  }
}

/** `*` alone: that there is one, without a list of all of them. */
function isAnything(values: readonly QueryValue[]): boolean {
  return values.some(({ text, glob }) => glob && /^\*+$/.test(text));
}

function flagCondition(sql: postgres.Sql, values: readonly QueryValue[]): Fragment {
  const wanted = new Set(values.map((value) => value.text));
  const bits = flagsToBits(FLAGS.filter((flag) => wanted.has(flag)));
  const observed = observedFlagsToBits(OBSERVED_FLAGS.filter((flag) => wanted.has(flag)));
  return sql`(c.flags & ${bits}) <> 0 OR (c.observed_flags & ${observed}) <> 0`;
}

function ids(rows: readonly { id: number }[]): number[] {
  return rows.map((row) => row.id);
}
