// How many recent calls each sanction covers, from the hourly rollups.
import type { Pool } from "../../db/client";
import type { SanctionRow } from "./list-sanctions";
import { recentStart } from "./recent";
import { fitsSelector, parseSelector } from "./selector";
import { fitsSubject, parseSubjectSelector } from "./subject-selector";

type Group = {
  sanction: string;
  server: string | null;
  tool: string | null;
  iss: string | null;
  sub: string | null;
  person: string | null;
  client: string | null;
  groups: string[];
  n: number;
};

/**
 * Sanctioned calls of the last 30 days that fit each sanction: of overlapping ones, each counts.
 * Groups are those of the directory as they are now; the hour in which one begins or ends is whole.
 */
export async function coveredCalls(
  sql: Pool["sql"],
  sanctions: readonly SanctionRow[],
): Promise<Map<string, number>> {
  if (sanctions.length === 0) return new Map();
  const byId = new Map(sanctions.map((one) => [one.id, one]));
  const groups = await sql<Group[]>`
    WITH s AS MATERIALIZED (
      SELECT id, active_from, active_until, ran_as->>'iss' AS iss, ran_as->>'sub' AS sub,
        ran_as->>'person' AS person, ran_as->>'credential' AS credential
      FROM sanction WHERE id = ANY(${[...byId.keys()]}::text[])
    ), of AS (
      SELECT s.id, s.active_from, s.active_until, path.id AS path_id
      FROM s JOIN principal p ON p.iss = s.iss AND p.sub = s.sub JOIN path ON path.ran_as_id = p.id
      UNION SELECT s.id, s.active_from, s.active_until, path.id
      FROM s JOIN person ON person.slug = s.person JOIN principal p ON p.person_id = person.id
      JOIN path ON path.ran_as_id = p.id
      UNION SELECT s.id, s.active_from, s.active_until, path.id
      FROM s JOIN credential c ON c.label = s.credential JOIN path ON path.credential_id = c.id
      UNION SELECT s.id, s.active_from, s.active_until, path.id
      FROM s JOIN credential c
        ON c.fingerprint = sha256(convert_to('sha256:' || s.credential, 'UTF8'))
      JOIN path ON path.credential_id = c.id
    ), counted AS (
      SELECT of.id, path.caller_id, path.client_id, path.server_id, r.tool_id, sum(r.n)::int AS n
      FROM rollup_hour r JOIN of ON of.path_id = r.path_id JOIN path ON path.id = r.path_id
      WHERE r.verdict = 'sanctioned' AND r.hour >= ${recentStart(Date.now())}
        AND r.hour >= date_trunc('hour', of.active_from, 'UTC') AND r.hour < of.active_until
      GROUP BY 1, 2, 3, 4, 5
    )
    SELECT counted.id AS sanction, server.name AS server, tool.name AS tool, p.iss, p.sub,
      person.slug AS person, client.client_id AS client, counted.n,
      ARRAY(SELECT g.name FROM person_group g WHERE g.person_id = p.person_id) AS groups
    FROM counted LEFT JOIN server ON server.id = counted.server_id
    LEFT JOIN tool ON tool.id = counted.tool_id LEFT JOIN client ON client.id = counted.client_id
    LEFT JOIN principal p ON p.id = counted.caller_id LEFT JOIN person ON person.id = p.person_id`;
  const counts = new Map<string, number>();
  for (const group of groups) {
    const sanction = byId.get(group.sanction);
    if (sanction && fits(sanction, group))
      counts.set(sanction.id, (counts.get(sanction.id) ?? 0) + group.n);
  }
  return counts;
}

/** Rollups do not say whether a tool, a resource or a prompt was called; names decide. */
function fits({ tools, callers }: SanctionRow, group: Group): boolean {
  const { server, tool, iss, sub } = group;
  if (server === null || tool === null) return false;
  const subject = {
    principal: iss === null || sub === null ? undefined : { iss, sub },
    person: group.person ?? undefined,
    client: group.client ?? undefined,
    inGroup: (name: string) => group.groups.includes(name),
  };
  const named = tools.some((text) => {
    const selector = parseSelector(text);
    return selector && fitsSelector(selector, { type: selector.type, server, name: tool });
  });
  return (
    named &&
    callers.some((text) => {
      const selector = parseSubjectSelector(text);
      return selector !== undefined && fitsSubject(selector, subject);
    })
  );
}
