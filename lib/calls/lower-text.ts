// Free text: the names of caller, ran as, tool, server and client, and the call's message and reason.
import { containsPattern, jsonContainsPattern } from "./like-pattern";
import { type Condition, hasPayload, type Lowering } from "./lowering";
import type { TextTerm } from "./query-language/model";

type Found = { kind: "principal" | "server" | "tool" | "client"; id: number };

/** Letters of any case; the text may stand anywhere inside a name or message. */
export async function textCondition(context: Lowering, term: TextTerm): Promise<Condition> {
  const { sql } = context;
  const like = sql`LIKE lower(${containsPattern(term.value)})`;
  const found = await sql<Found[]>`
    SELECT 'principal' AS kind, p.id FROM principal p LEFT JOIN person ON person.id = p.person_id
    WHERE lower(p.sub) ${like} OR lower(p.name) ${like} OR lower(p.email) ${like}
       OR lower(person.slug) ${like} OR lower(person.name) ${like}
    UNION ALL SELECT 'server', id FROM server WHERE lower(name) ${like}
    UNION ALL SELECT 'tool', tool.id FROM tool LEFT JOIN server ON server.id = tool.server_id
    WHERE lower(concat_ws('/', server.name, tool.name)) ${like}
    UNION ALL SELECT 'client', id FROM client WHERE lower(client_id) ${like} OR lower(name) ${like}`;
  const ids = (kind: Found["kind"]) => found.flatMap((row) => (row.kind === kind ? [row.id] : []));
  // The text as stored is compared first: it is cheap, and whatever fits inside fits it too.
  const said = hasPayload(
    context,
    sql`p.text IS NOT NULL AND lower(p.text) LIKE lower(${jsonContainsPattern(term.value)})
      AND (lower(json_or_null(p.text) ->> 'message') ${like}
        OR lower(json_or_null(p.text) ->> 'reason') ${like})`,
  );
  // What nothing is named by is left out: a message alone is found from the messages.
  const named = [
    ...columns("principal", "caller_id", "ran_as_id"),
    ...columns("server", "server_id"),
    ...columns("tool", "tool_id"),
    ...columns("client", "client_id"),
  ];
  return { where: named.reduce((all, one) => sql`${all} OR ${one}`, said.where) };

  function columns(kind: Found["kind"], ...names: string[]) {
    const found = ids(kind);
    if (found.length === 0) return [];
    return names.map((name) => sql`c.${sql(name)} = ANY(${found}::int[])`);
  }
}
