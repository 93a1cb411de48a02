// A query's terms as SQL conditions over `call c`. Names become dimension ids first, so that the
// big table is only ever compared with integers; every value is a parameter.
import type postgres from "postgres";
import { flagsToBits, observedFlagsToBits } from "../identity/flag-bits";
import { FLAGS, OBSERVED_FLAGS } from "../identity/model";
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
      return { where: sql`c.caller_id = ANY(${await principalIds(sql, values)}::int[])` };
    case "ranas":
      return { where: sql`c.ran_as_id = ANY(${await principalIds(sql, values)}::int[])` };
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
    case "client": {
      const rows = await sql<{ id: number }[]>`
        SELECT id FROM client WHERE client_id LIKE ANY(${patterns}::text[])
           OR name LIKE ANY(${patterns}::text[])`;
      return { where: sql`c.client_id = ANY(${ids(rows)}::int[])` };
    }
  }
}

/** A person's slug or name, a subject, an e-mail, a display name, `iss|sub` or a `prn_…` id. */
async function principalIds(sql: postgres.Sql, values: readonly QueryValue[]): Promise<number[]> {
  // PostgreSQL folds both sides: its idea of lower case depends on the database's locale.
  const patterns = sql`ARRAY(SELECT lower(w) FROM unnest(${values.map(likePattern)}::text[]) AS w)`;
  const rows = await sql<{ id: number }[]>`
    SELECT p.id FROM principal p LEFT JOIN person ON person.id = p.person_id
    WHERE lower(p.sub) LIKE ANY(${patterns})
       OR lower(p.email) LIKE ANY(${patterns})
       OR lower(p.name) LIKE ANY(${patterns})
       OR lower(person.slug) LIKE ANY(${patterns})
       OR lower(person.name) LIKE ANY(${patterns})
       OR lower(p.iss || '|' || p.sub) LIKE ANY(${patterns})
       OR p.public_id = ANY(${values.map((value) => value.text)}::text[])`;
  return ids(rows);
}

function flagCondition(sql: postgres.Sql, values: readonly QueryValue[]): Fragment {
  const wanted = new Set(values.map((value) => value.text));
  const bits = flagsToBits(FLAGS.filter((flag) => wanted.has(flag)));
  const observed = observedFlagsToBits(OBSERVED_FLAGS.filter((flag) => wanted.has(flag)));
  return sql`(c.flags & ${bits}) <> 0 OR (c.observed_flags & ${observed}) <> 0`;
}

/** `*` is any run of characters where the value is a glob; everything else is literal. */
function likePattern({ text, glob }: QueryValue): string {
  const escaped = text.replaceAll(/[\\%_]/g, String.raw`\$&`);
  return glob ? escaped.replaceAll("*", "%") : escaped;
}

function ids(rows: readonly { id: number }[]): number[] {
  return rows.map((row) => row.id);
}
