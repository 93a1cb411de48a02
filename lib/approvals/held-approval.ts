import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { DomainError } from "../errors";
import { DESTRUCTIVE } from "./destructive";
import { type State, type Terms, termsSchema } from "./model";

export type HeldApproval = {
  id: string;
  sourceId: number;
  state: State;
  terms: Terms;
  ruleIds: string[];
  verdict: string;
  callDigest: Buffer;
  sessionDigest: Buffer | null;
  /** Its tool counts as that, by the catalog of now. */
  isDestructive: boolean;
  /** Whether the newest version still asks for it. */
  isCurrent: boolean;
};

/** Locks it until the end of the transaction. Throws `not_found`. */
export function lockApproval(tx: Db, id: string): Promise<HeldApproval> {
  return readHeld(tx, id, sql`FOR UPDATE OF a`);
}

/** As `lockApproval`, for whoever only looks. */
export function lookAtApproval(db: Pick<Db, "execute">, id: string): Promise<HeldApproval> {
  return readHeld(db, id, sql``);
}

async function readHeld(db: Pick<Db, "execute">, id: string, lock: SQL): Promise<HeldApproval> {
  const [row] = await db.execute<Omit<HeldApproval, "terms"> & { terms: string }>(sql`
    SELECT a.id, a.source_id AS "sourceId", a.terms, a.rule_ids AS "ruleIds", a.verdict,
           approval_state(a.state, a.decide_until, a.use_until) AS state,
           a.call_digest AS "callDigest", e.session_digest AS "sessionDigest",
           ${DESTRUCTIVE} AS "isDestructive",
           a.policy_version = (SELECT max(number) FROM policy_version) AS "isCurrent"
    FROM approval a JOIN evaluation e ON e.id = a.evaluation_id
    WHERE a.id = ${id} ${lock}`);
  if (!row) throw new DomainError("not_found", "There is no such approval.");
  return { ...row, terms: termsSchema.parse(JSON.parse(row.terms)) };
}

/** Throws `conflict` with what became of it. */
export function requirePending({ state, isCurrent }: HeldApproval): void {
  if (state !== "pending") {
    throw new DomainError("conflict", `It waits no longer: it is ${state} by now.`);
  }
  if (!isCurrent) {
    throw new DomainError("conflict", "The policy has just changed; look at it again.");
  }
}
