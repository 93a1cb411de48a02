// Fields whose values are names: they become ids of the dimensions, which are small.
import { sha256Hex } from "../ledger/leaf";
import { clientIds } from "./client-ids";
import { credentialIds } from "./credential-ids";
import { likePattern } from "./like-pattern";
import { allLookUps, oneOf } from "./look-up";
import { type Condition, isAnything, type Lowering } from "./lowering";
import { principalIds } from "./principal-ids";
import type { QueryValue, Term, TextTerm } from "./query-language/model";

const ANY: readonly QueryValue[] = [{ text: "*", glob: true }];

/** `has:` is the same as `*`. */
export async function dimensionCondition(
  { sql }: Lowering,
  term: Exclude<Term, TextTerm>,
): Promise<Condition> {
  const values = term.kind === "match" ? term.values : ANY;
  const anything = isAnything(values);
  const patterns = values.map(likePattern);
  switch (term.field) {
    case "caller":
      if (anything) return { where: sql`c.caller_id IS NOT NULL` };
      return oneOf(sql, { column: "caller_id", values: await principalIds(sql, values) });
    case "ranas":
      if (anything) return { where: sql`c.ran_as_id IS NOT NULL` };
      return oneOf(sql, { column: "ran_as_id", values: await principalIds(sql, values) });
    case "person": {
      const slugs = values.map((value) => ({ ...value, text: `person:${value.text}` }));
      const found = await principalIds(sql, slugs);
      const either = [
        oneOf(sql, { column: "caller_id", values: found }),
        oneOf(sql, { column: "ran_as_id", values: found }),
      ] as const;
      return {
        where: sql`${either[0].where} OR ${either[1].where}`,
        lookUps: allLookUps(either),
      };
    }
    case "group": {
      const rows = await sql<Id[]>`
        SELECT p.id FROM principal p JOIN person_group g USING (person_id)
        WHERE g.name LIKE ANY(${patterns}::text[])`;
      return oneOf(sql, { column: "caller_id", values: ids(rows) });
    }
    case "credential": {
      if (anything) return { where: sql`c.credential_id IS NOT NULL` };
      return oneOf(sql, { column: "credential_id", values: await credentialIds(sql, values) });
    }
    case "server": {
      if (anything) return { where: sql`c.server_id IS NOT NULL` };
      const rows = await sql<Id[]>`
        SELECT id FROM server WHERE name LIKE ANY(${patterns}::text[])`;
      return oneOf(sql, { column: "server_id", values: ids(rows) });
    }
    case "tool": {
      if (anything) return { where: sql`c.tool_id IS NOT NULL` };
      const rows = await sql<Id[]>`
        SELECT tool.id FROM tool LEFT JOIN server ON server.id = tool.server_id
        WHERE tool.name LIKE ANY(${patterns}::text[])
           OR coalesce(server.name, '') || '/' || tool.name LIKE ANY(${patterns}::text[])`;
      return oneOf(sql, { column: "tool_id", values: ids(rows) });
    }
    case "source": {
      const texts = values.map(({ text }) => text);
      const rows = await sql<Id[]>`
        SELECT id FROM source WHERE name LIKE ANY(${patterns}::text[])
           OR public_id = ANY(${texts}::text[])`;
      return { where: sql`c.source_id = ANY(${ids(rows)}::int[])` };
    }
    case "client": {
      if (anything) return { where: sql`c.client_id IS NOT NULL` };
      return { where: sql`c.client_id = ANY(${await clientIds(sql, values)}::int[])` };
    }
    case "session": {
      if (anything) return { where: sql`c.session_id IS NOT NULL` };
      return oneOf(sql, { column: "session_id", values: await sessionIds(sql, values) });
    }
    default:
      throw new Error(`nothing lowers the field ${term.field}`);
  }
}

type Id = { id: number };

/** A session is stored by the SHA-256 of its id; patterns are of that hash in hex. */
async function sessionIds(sql: Lowering["sql"], values: readonly QueryValue[]): Promise<number[]> {
  const texts = values.flatMap(({ text, glob }) => (glob ? [] : [text]));
  const hashes = texts.flatMap((text) =>
    /^[\da-f]{64}$/i.test(text) ? [text, sha256Hex(text)] : [sha256Hex(text)],
  );
  const patterns = values.flatMap((value) => (value.glob ? [likePattern(value)] : []));
  const rows = await sql<Id[]>`
    SELECT id FROM session
    WHERE session_sha256 = ANY(ARRAY(SELECT decode(h, 'hex') FROM unnest(${hashes}::text[]) AS h))
    ${patterns.length === 0 ? sql`` : sql`OR encode(session_sha256, 'hex') LIKE ANY(${patterns}::text[])`}`;
  return ids(rows);
}

function ids(rows: readonly Id[]): number[] {
  return rows.map((row) => row.id);
}
