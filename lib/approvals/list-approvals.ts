import { type SQL, sql } from "drizzle-orm";
import type { Pool } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { DomainError } from "../errors";
import { addressedTo, PENDING, type Position, readApprovals, STATE } from "./approval-rows";
import type { ApprovalsPage, ApprovalsQuery } from "./view";
import { type ViewerScope, viewerScope } from "./viewer-scope";

/** One page: what waits with the first to expire first, the rest newest first. Throws `invalid`. */
export async function listApprovals(
  pool: Pool,
  viewer: Viewer,
  query: ApprovalsQuery,
): Promise<ApprovalsPage> {
  const scope = await viewerScope(pool.db, viewer);
  const waits = query.tab === "mine" || query.tab === "groups";
  const column = waits ? sql`a.decide_until` : sql`a.requested_at`;
  const way = waits ? sql`ASC` : sql`DESC`;
  const conditions = [
    inTab(query, scope),
    ...filters(query),
    ...after(query.cursor, column, waits),
  ];
  if (!scope.seesAll) conditions.push(addressedTo(scope));
  const page = sql`
    SELECT a.id, to_json(${column})#>>'{}' AS key,
           row_number() OVER (ORDER BY ${column} ${way}, a.id ${way}) AS n
    FROM approval a JOIN evaluation e ON e.id = a.evaluation_id
    WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY ${column} ${way}, a.id ${way} LIMIT ${query.limit + 1}`;
  const rows = await readApprovals(pool.db, page, scope);
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1)?.position : undefined;
  return {
    items: shown.map(({ view }) => view),
    next: last === undefined ? null : encode(last),
    waiting: await countWaiting(pool, scope),
    now: scope.now,
    viewer: {
      approver: viewer.permissions.has("approvals:decide"),
      linked: scope.personId !== null,
    },
  };
}

/** What waits for the viewer and nobody keeps them from. */
function waitsFor(scope: ViewerScope): SQL {
  return sql`${PENDING} AND ${addressedTo(scope)}
    AND NOT EXISTS (SELECT 1 FROM approval_vote v WHERE v.approval_id = a.id
      AND ${scope.personId}::int IN (v.person_id, v.power_id))
    AND NOT coalesce(${scope.personId}::int = ANY(a.requesters || a.owners), false)`;
}

function inTab({ tab }: ApprovalsQuery, scope: ViewerScope): SQL {
  switch (tab) {
    case "mine":
      return waitsFor(scope);
    case "groups":
      return sql`${PENDING} AND ${addressedTo(scope)}`;
    case "decided":
      return sql`${STATE} NOT IN ('pending', 'expired')`;
    case "expired":
      return sql`${STATE} = 'expired'`;
    case "all":
      return sql`true`;
  }
}

function filters({ state, source, caller, tool }: ApprovalsQuery): SQL[] {
  return [
    ...(state === undefined ? [] : [state === "pending" ? PENDING : sql`${STATE} = ${state}`]),
    ...(source === undefined
      ? []
      : [sql`a.source_id = (SELECT id FROM source WHERE public_id = ${source})`]),
    ...(caller === undefined
      ? []
      : [
          sql`a.caller_id IN (SELECT p.id FROM principal p LEFT JOIN person ON person.id = p.person_id
              WHERE p.public_id = ${caller} OR person.slug = ${caller})`,
        ]),
    ...(tool === undefined ? [] : [sql`e.resource = ${`tool:${tool}`}`]),
  ];
}

async function countWaiting({ db }: Pool, scope: ViewerScope): Promise<number> {
  if (scope.selectors.length === 0) return 0;
  const [row] = await db.execute<{ n: number }>(sql`
    SELECT count(*)::int AS n FROM approval a WHERE ${waitsFor(scope)}`);
  return row?.n ?? 0;
}

function encode({ key, id }: Position): string {
  return Buffer.from(`${key}~${id}`).toString("base64url");
}

function after(cursor: string | undefined, column: SQL, ascending: boolean): SQL[] {
  if (cursor === undefined) return [];
  const text = Buffer.from(cursor, "base64url").toString();
  const [, key, id] = /^(\d{4}-\d\d-\d\dT[\d:.+]{8,24})~(apr_[\w-]{1,64})$/.exec(text) ?? [];
  if (key === undefined || id === undefined) {
    throw new DomainError("invalid", "cursor: no cursor of this list");
  }
  const beyond = ascending ? sql`>` : sql`<`;
  return [sql`(${column}, a.id) ${beyond} (${key}::timestamptz, ${id}::text)`];
}
