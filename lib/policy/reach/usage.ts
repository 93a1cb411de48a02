// What really happened in the last 30 days: calls of a tool by somebody, and as whom they ran.
import type { Pool } from "../../../db/client";
import { recentStart } from "../../identity/recent";

export type Use = {
  toolId: string;
  callerId: number;
  /** Slug of the caller's person. */
  person: string | null;
  principal: { iss: string; sub: string } | null;
  client: string | null;
  ranAsId: number;
  /** `caller`: as themselves. Null: no downstream identity is known. */
  ranAs: string | null;
  calls: number;
  /** The day (UTC) of the last. */
  last: string;
};

/** Plan: the daily rollups of these tools, grouped by hash; names by id. */
export async function readUses({ sql }: Pool, toolIds: readonly string[]): Promise<Use[]> {
  const rows = await sql<(Omit<Use, "principal"> & { iss: string | null; sub: string | null })[]>`
    WITH uses AS (
      SELECT r.tool_id, path.caller_id, path.client_id, path.ran_as_id, sum(r.n)::float8 AS calls,
             max(r.day) AS last
      FROM rollup_day r JOIN path ON path.id = r.path_id
      WHERE r.day >= ${recentStart(Date.now())} AND r.n > 0
        AND r.tool_id = ANY(${toolIds.map(Number)}::int[])
      GROUP BY 1, 2, 3, 4)
    SELECT u.tool_id::text AS "toolId", u.caller_id AS "callerId", u.ran_as_id AS "ranAsId",
           n.slug AS person, p.iss, p.sub, c.client_id AS client, u.calls,
           to_char(u.last, 'YYYY-MM-DD') AS last,
           CASE WHEN u.ran_as_id = 0 THEN NULL
                WHEN u.ran_as_id = u.caller_id OR d.person_id = p.person_id THEN 'caller'
                ELSE coalesce(dn.name, d.name, d.sub, d.public_id) END AS "ranAs"
    FROM uses u LEFT JOIN principal p ON p.id = u.caller_id LEFT JOIN person n ON n.id = p.person_id
    LEFT JOIN client c ON c.id = u.client_id LEFT JOIN principal d ON d.id = u.ran_as_id
    LEFT JOIN person dn ON dn.id = d.person_id`;
  return rows.map(({ iss, sub, ...row }) => ({
    ...row,
    principal: iss !== null && sub !== null ? { iss, sub } : null,
  }));
}

export function usesByTool(uses: readonly Use[]): Map<string, Use[]> {
  const found = new Map<string, Use[]>();
  for (const use of uses) {
    const known = found.get(use.toolId);
    if (known) known.push(use);
    else found.set(use.toolId, [use]);
  }
  return found;
}

export type UseSum = {
  calls: number;
  last: string;
  ranAs: { name: string | null; calls: number }[];
};

const MOST_NAMES = 5;

/** Together, the identities that it ran as most first. */
export function sumUses(uses: readonly Use[]): UseSum | null {
  if (uses.length === 0) return null;
  const names = new Map<string | null, number>();
  let [calls, last] = [0, ""];
  for (const use of uses) {
    calls += use.calls;
    if (use.last > last) last = use.last;
    names.set(use.ranAs, (names.get(use.ranAs) ?? 0) + use.calls);
  }
  const ranAs = [...names].map(([name, n]) => ({ name, calls: n }));
  return { calls, last, ranAs: ranAs.toSorted((a, b) => b.calls - a.calls).slice(0, MOST_NAMES) };
}

/** Whether a call is one of theirs: a principal's are its own, also where a person is behind it. */
export function isUseOf(
  { person, principal, client }: Use,
  subject: string,
  keys: KeysOfUses,
): boolean {
  if (subject === "anyone") return true;
  if (client !== null && subject === `client:${client}`) return true;
  if (person !== null && keys.persons.has(person)) return true;
  return principal !== null && keys.principals.has(`${principal.iss}|${principal.sub}`);
}

export type KeysOfUses = { persons: ReadonlySet<string>; principals: ReadonlySet<string> };

/** The persons and principals that a subject's calls are by. */
export function keysOfUses(
  subject: string,
  groups: ReadonlyMap<string, ReadonlySet<string>>,
): KeysOfUses {
  const [kind = "", ...rest] = subject.split(":");
  const value = rest.join(":");
  const none: ReadonlySet<string> = new Set();
  if (kind === "group") return { persons: groups.get(value) ?? none, principals: none };
  if (kind === "person") return { persons: new Set([value]), principals: none };
  return { persons: none, principals: kind === "principal" ? new Set([value]) : none };
}
