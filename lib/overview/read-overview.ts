// The overview's numbers, from the rollups alone: never a scan of `call`.
import type postgres from "postgres";
import type { Pool } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { type JoinedIdentity, toIdentity } from "../calls/call-row";
import { needs } from "../calls/query";
import type { Identity } from "../calls/view";
import { readCounts, readTimeline, totalOf } from "./read-counts";
import { readFanIn } from "./read-fan-in";
import { readPaths } from "./read-paths";
import { readServers } from "./read-servers";
import { readSources } from "./read-sources";
import { instant } from "./rollup-rows";
import { countedSpan, type Span, spanBefore } from "./span";
import type { Overview } from "./view";

/**
 * What happened in a range, in whole hours or days, so that each number is the count of the calls that
 * its filter opens. Throws `forbidden`, and `invalid` for what is no range.
 */
export async function readOverview(
  pool: Pool,
  viewer: Viewer,
  range: { from?: string | undefined; to?: string | undefined },
  now = Date.now(),
): Promise<Overview> {
  needs(viewer, "calls:read");
  const { sql } = pool;
  const first = await firstDay(sql);
  const span = countedSpan(range, { first, now });
  const before = spanBefore(span, first);
  const [timeline, countsBefore, paths, fanIn, servers, sources] = await Promise.all([
    readTimeline(sql, span),
    before && readCounts(sql, before),
    before ? readPaths(sql, span, before) : [],
    readFanIn(sql, span),
    readServers(sql, span),
    readSources(sql, span),
  ]);
  const identityOf = await readIdentities(sql, [
    ...paths.flatMap(({ caller, ranAs }) => [caller, ranAs]),
    ...fanIn.map(({ ranAs }) => ranAs),
  ]);
  return {
    range: { ...ends(span), unit: span.unit },
    before: before && ends(before),
    counts: totalOf(timeline),
    countsBefore,
    timeline,
    paths: paths.map((path) => ({
      ...path,
      caller: identityOf(path.caller),
      ranAs: identityOf(path.ranAs),
    })),
    fanIn: fanIn.map((one) => ({ ...one, ranAs: identityOf(one.ranAs) })),
    servers,
    sources,
  };
}

function ends({ from, to }: Span) {
  return { from: instant(from), to: instant(to) };
}

/** The oldest day with calls; the first entry of the primary key. */
async function firstDay(sql: postgres.Sql): Promise<number | null> {
  const [row] = await sql<{ at: number | null }[]>`
    SELECT extract(epoch FROM min(day))::float8 * 1000 AS at FROM rollup_day`;
  return row?.at ?? null;
}

async function readIdentities(
  sql: postgres.Sql,
  ids: readonly number[],
): Promise<(id: number) => Identity | null> {
  const rows = await sql<(JoinedIdentity & { id: number })[]>`
    SELECT p.id, p.public_id, p.iss, p.sub, p.name, p.email, person.slug AS person,
           person.name AS person_name
    FROM principal p LEFT JOIN person ON person.id = p.person_id
    WHERE p.id = ANY(${[...new Set(ids)]}::int[])`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (id) => toIdentity(byId.get(id) ?? null);
}
