import type postgres from "postgres";
import { callKeyOf, type JoinedRow } from "../calls/call-row";
import { beyond } from "../calls/query";
import { FIRST_WIDTH_MS, searchWindows } from "../calls/search-windows";
import { parseInstant } from "../identity/instant";
import type { ExportPlan } from "./model";

/**
 * Everything that matches, batch by batch in keyset order, from what was sequenced up to the plan's
 * head. A batch may be empty: a search that no index serves comes up for breath. Between two batches
 * no connection is held; no statement takes longer than a window of the search.
 */
export async function* readBatches(
  sql: postgres.Sql,
  { from, to, order, head }: Pick<ExportPlan, "from" | "to" | "order" | "head">,
  conditions: readonly postgres.PendingQuery<postgres.Row[]>[],
  size: number,
): AsyncGenerator<JoinedRow[]> {
  const newer = order === "oldest";
  let range = {
    from: from === null ? Number.NEGATIVE_INFINITY : parseInstant(from),
    to: to === null ? Number.POSITIVE_INFINITY : parseInstant(to),
  };
  let widthMs = FIRST_WIDTH_MS;
  let last: JoinedRow | undefined;
  for (;;) {
    const found = await searchWindows(sql, {
      conditions:
        last === undefined
          ? conditions
          : [
              ...conditions,
              beyond(sql, { direction: newer ? "newer" : "older", key: callKeyOf(last) }),
            ],
      newer,
      limit: size,
      range,
      widthMs,
    });
    // What was sequenced after the start, or is not yet, belongs to the next export.
    yield found.rows.filter(({ index }) => index !== null && Number(index) <= head);
    if (found.rows.length < size && found.reached === null) return;
    last = found.rows.at(-1) ?? last;
    const full = found.rows.length >= size && last !== undefined ? callKeyOf(last).at : null;
    if (newer) range = { ...range, from: full ?? found.reached ?? range.from };
    else range = { ...range, to: full === null ? (found.reached ?? range.to) : full + 1 };
    widthMs = found.widthMs;
  }
}
