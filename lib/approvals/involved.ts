// Who may never decide this approval, as the database has it at this moment.
import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { canonicalJson } from "../ledger/canonical-json";
import type { Policy } from "../policy/model";
import { readPolicy } from "../policy/read-policy";
import type { Involved } from "./eligibility";

/**
 * Whoever was behind the request or owns the agent when it was made, or is by now; and whoever
 * changed within the hour what a rule asks for.
 */
export async function readInvolved(
  tx: Db,
  approvalId: string,
  ruleIds: readonly string[],
): Promise<Involved> {
  const rows = await tx.execute<{ as: "requester" | "owner"; person: string }>(sql`
    SELECT 'requester' AS as, p.slug AS person FROM approval a JOIN person p
      ON p.id = ANY(a.requesters)
      OR p.id = (SELECT person_id FROM principal WHERE id = a.caller_id)
      OR p.id IN (SELECT m.person_id FROM principal c
                  JOIN member_account o ON o.iss = c.iss AND o.sub = c.sub
                  JOIN member m ON m.id = o.member_id WHERE c.id = a.caller_id)
    WHERE a.id = ${approvalId}
    UNION
    SELECT 'owner', p.slug FROM approval a JOIN evaluation e ON e.id = a.evaluation_id
      JOIN person p ON p.id = ANY(a.owners)
        OR p.id = (SELECT person_id FROM client_owner WHERE client_id = e.client)
    WHERE a.id = ${approvalId}`);
  const of = (as: "requester" | "owner") =>
    new Set(rows.filter((row) => row.as === as).map(({ person }) => person));
  return {
    requesters: of("requester"),
    owners: of("owner"),
    editors: await readEditors(tx, ruleIds),
  };
}

type Version = { document: string; author: string; recent: boolean };

/** Compares each version of the last hour with the one before it. */
async function readEditors(tx: Db, ruleIds: readonly string[]): Promise<Set<string>> {
  const versions = await tx.execute<Version>(sql`
    SELECT document, author, published_at > now() - interval '1 hour' AS recent
    FROM policy_version
    WHERE number >= (SELECT coalesce(max(number), 0) FROM policy_version
                     WHERE published_at <= now() - interval '1 hour')
    ORDER BY number`);
  if (!versions.some(({ recent }) => recent)) return new Set();
  const authors: string[] = [];
  let before = new Map<string, string>();
  for (const { document, author, recent } of versions) {
    const read = readPolicy(document);
    const after = read.ok ? approvalsOf(read.policy) : new Map<string, string>();
    if (recent && ruleIds.some((id) => before.get(id) !== after.get(id))) authors.push(author);
    before = after;
  }
  if (authors.length === 0) return new Set();
  // A version may name several authors.
  const rows = await tx.execute<{ person: string }>(sql`
    SELECT DISTINCT p.slug AS person FROM member m JOIN person p ON p.id = m.person_id
    WHERE EXISTS (SELECT 1 FROM json_array_elements_text(${JSON.stringify(authors)}::text::json) AS a
                  WHERE position('member:' || lower(m.email) IN lower(a)) > 0)`);
  return new Set(rows.map(({ person }) => person));
}

function approvalsOf({ rules }: Policy): Map<string, string> {
  return new Map(rules.map(({ id, approval }) => [id, canonicalJson(approval ?? null)]));
}
