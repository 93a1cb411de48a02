// What earlier secrets encrypted, encrypted under the one in force; then their keys are forgotten.
import type postgres from "postgres";
import { listTables } from "../../db/catalogue";
import { evaluationContext } from "../approvals/evaluation-context";
import { quarantineContext } from "../calls/quarantine";
import { rawContext } from "../calls/store-batch";
import { channelContext } from "../notify/deliver";
import type { Keys } from "./keys";

type Row = { id: string | number; place: number };

/** Everything that is encrypted. `id` and `place` are what binds a ciphertext to its row. */
const PLACES = [
  {
    table: "payload_raw",
    column: "ciphertext",
    id: "batch_id",
    place: "batch_pos",
    contextOf: ({ id, place }: Row) => rawContext(id, place),
  },
  {
    table: "quarantine",
    column: "ciphertext",
    id: "source_id",
    place: "source_id",
    contextOf: ({ place }: Row) => quarantineContext(place),
  },
  {
    table: "evaluation",
    column: "request",
    id: "id",
    place: "NULL",
    contextOf: ({ id }: Row) => evaluationContext(String(id)),
  },
  ...(["address", "secret", "previous_secret"] as const).map((column) => ({
    table: "channel",
    column,
    id: "id",
    place: "NULL",
    contextOf: ({ id }: Row) => channelContext(String(id)),
  })),
] as const;

const ROWS_AT_ONCE = 500;

/**
 * Small transactions, each complete in itself: a run that was killed is finished by the next, and
 * the server may run meanwhile. Answers how many values it encrypted.
 */
export async function encryptAgain(
  sql: postgres.Sql,
  keys: Keys,
  report: (done: number) => void = () => {},
): Promise<number> {
  const relations = new Map(
    (await listTables(sql)).map((table) => [table.name, table.relations.map(({ name }) => name)]),
  );
  let done = 0;
  for (let before = -1; before !== done;) {
    before = done;
    for (const place of PLACES) {
      for (const relation of relations.get(place.table) ?? []) {
        for (let at: string | null = "(0,0)"; at !== null;) {
          const step: Step = await encryptSome(sql, keys, place, relation, at);
          at = step.at;
          done += step.n;
          if (step.n > 0) report(done);
        }
      }
    }
  }
  await sql`UPDATE retired_key SET payload = NULL WHERE payload IS NOT NULL`;
  return done;
}

type Step = { n: number; at: string | null };

/** In the order in which the rows lie; a pass that met another order is followed by a further one. */
async function encryptSome(
  sql: postgres.Sql,
  keys: Keys,
  { column, id, place, contextOf }: (typeof PLACES)[number],
  relation: string,
  after: string,
): Promise<Step> {
  return sql.begin(async (tx) => {
    const rows = await tx<(Row & { at: string; sealed: Buffer })[]>`
      SELECT ctid::text AS at, ${tx(column)} AS sealed, ${tx(id)} AS id,
             ${place === "NULL" ? tx`0` : tx(place)} AS place
      FROM ${tx(relation)}
      WHERE ctid > ${after}::text::tid AND get_byte(${tx(column)}, 0) <> ${keys.id}
      LIMIT ${ROWS_AT_ONCE} FOR UPDATE`;
    if (rows.length === 0) return { n: 0, at: null };
    const list = rows.map((row) => {
      const context = contextOf(row);
      const sealed = keys.encrypt(keys.decrypt(row.sealed, context), context);
      return { at: row.at, sealed: sealed.toString("base64") };
    });
    await tx`
      UPDATE ${tx(relation)} AS t SET ${tx(column)} = decode(r.sealed, 'base64')
      FROM json_to_recordset(${JSON.stringify(list)}::text::json) AS r(at tid, sealed text)
      WHERE t.ctid = r.at`;
    return { n: rows.length, at: rows.at(-1)?.at ?? null };
  });
}
