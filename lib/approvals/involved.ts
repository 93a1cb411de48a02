// Who may never decide this approval, as the database has it at this moment.
import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import type { Involved } from "./eligibility";
import { type Subject, readEditors } from "./recent-changes";

/** For so long whoever an account belonged to counts as behind what it asks. */
const UNLINKED_DAYS = 30;

/**
 * Whoever was behind the request or owns the agent when it was made, or is by now; and whoever
 * changed within the hour who decides it, whose call it is, or what its tool does.
 */
export async function readInvolved(tx: Db, approvalId: string): Promise<Involved> {
  const rows = await tx.execute<{ as: "requester" | "owner"; person: string }>(sql`
    WITH held AS (SELECT a.*, e.client, e.actor_ids FROM approval a JOIN evaluation e ON e.id = a.evaluation_id
                  WHERE a.id = ${approvalId}),
    asking AS (SELECT c.* FROM principal c, held
               WHERE c.id = held.caller_id OR c.id = ANY(held.actor_ids))
    SELECT 'requester' AS as, p.slug AS person FROM person p, held
    WHERE p.id = ANY(held.requesters)
      OR p.id IN (SELECT person_id FROM asking)
      OR p.id IN (SELECT m.person_id FROM asking c
                  JOIN member_account o ON o.iss = c.iss AND o.sub = c.sub
                  JOIN member m ON m.id = o.member_id)
      OR p.slug IN (SELECT l.details->'was'->>'person' FROM admin_log l JOIN asking c
                      ON l.subject = c.public_id
                    WHERE l.action = 'principal.unlinked'
                      AND l.at > now() - make_interval(days => ${UNLINKED_DAYS}))
    UNION
    SELECT 'owner', p.slug FROM person p, held
    WHERE p.id = ANY(held.owners)
      OR p.id = (SELECT person_id FROM client_owner WHERE client_id = held.client)`);
  const of = (as: "requester" | "owner") =>
    new Set(rows.filter((row) => row.as === as).map(({ person }) => person));
  const requesters = of("requester");
  const subject = await readSubject(tx, approvalId);
  return {
    requesters,
    owners: of("owner"),
    editors: await readEditors(tx, { ...subject, requesters }),
  };
}

type Asked = Omit<Subject, "requesters">;

async function readSubject(tx: Db, approvalId: string): Promise<Asked> {
  const [row] = await tx.execute<Omit<Asked, "caller"> & Caller>(sql`
    SELECT e.client, e.resource, e.server, e.tool AS name, c.public_id AS "publicId", c.iss, c.sub
    FROM approval a JOIN evaluation e ON e.id = a.evaluation_id
    LEFT JOIN principal c ON c.id = a.caller_id WHERE a.id = ${approvalId}`);
  if (!row) throw new Error("an approval without its evaluation");
  const { publicId, iss, sub, ...subject } = row;
  return { ...subject, caller: publicId === null ? null : { publicId, iss, sub } };
}

type Caller = { publicId: string | null; iss: string | null; sub: string | null };
