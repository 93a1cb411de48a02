import type postgres from "postgres";
import { toCallRow } from "../calls/call-row";
import type { LineFormat } from "./formats";
import type { ExportPlan } from "./model";
import { readBatches } from "./read-batches";
import { readPayloads } from "./read-payloads";

/** Calls that are in memory at once; with payloads, of up to 256 KB each, fewer. */
const ROWS_AT_ONCE = 1_000;
const ROWS_WITH_PAYLOADS = 100;

/** A piece of the file; `rows` may be 0 while a search finds nothing. */
export type Piece = { rows: number; text: string };

/** The whole file, a batch of calls a piece. */
export async function* exportLines(
  sql: postgres.Sql,
  plan: ExportPlan,
  conditions: readonly postgres.PendingQuery<postgres.Row[]>[],
  format: LineFormat,
): AsyncGenerator<Piece> {
  const withPayload = plan.include.length > 0;
  const head = format.head(withPayload);
  if (head !== null) yield { rows: 0, text: head + format.newline };
  const size = withPayload ? ROWS_WITH_PAYLOADS : ROWS_AT_ONCE;
  for await (const rows of readBatches(sql, plan, conditions, size)) {
    const payloads = withPayload ? await readPayloads(sql, rows, plan.include) : null;
    const lines = rows.map((row, n) => {
      const call = { row: toCallRow(row), payload: payloads?.[n] ?? null };
      return format.line(call) + format.newline;
    });
    yield { rows: rows.length, text: lines.join("") };
  }
}
