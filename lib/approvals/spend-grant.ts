// A grant lets further calls run that its decision covers: counted, by one conditional UPDATE.
import { sql } from "drizzle-orm";
import { z } from "zod";
import { command } from "../access/command";
import { DomainError } from "../errors";
import type { Question } from "../decisions/decide";
import { callDigest, digestMac, isExact, sessionDigest } from "./binding";
import type { ApprovalDeps } from "./deps";
import { termsOf } from "./terms";

/** Whether a grant covers this call, which is then counted. Only where the rules still allow it. */
export async function spendGrant(deps: ApprovalDeps, question: Question): Promise<boolean> {
  const { asker, request } = question;
  const { source } = asker;
  if (!isExact(request)) return false;
  const mac = digestMac(deps.keys);
  const digests = [
    callDigest(mac, request, source.publicId),
    sessionDigest(mac, request, source.publicId),
  ].flatMap((one) => one?.toString("hex") ?? []);
  const [known] = await deps.pool.sql<{ id: string; scope: string; ruleIds: string[] }[]>`
    SELECT g.id, g.scope, a.rule_ids AS "ruleIds"
    FROM approval_grant g JOIN approval a ON a.id = g.approval_id
    WHERE g.source_id = ${source.id}
      AND g.digest = ANY(SELECT decode(d, 'hex') FROM unnest(${digests}::text[]) AS d)
      AND g.revoked_at IS NULL AND clock_timestamp() < g.ends_at AND g.uses < g.most
    ORDER BY g.granted_at LIMIT 1`;
  if (!known) return false;
  const allowed = termsOf(question.enforced.policy, known.ruleIds).wider;
  if (!allowed.some((scope) => scope === known.scope)) return false;
  try {
    const actor = { kind: "source", name: source.name } as const;
    await countUse({ pool: deps.pool, actor }, { id: known.id, decisionId: question.id });
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === "conflict") return false;
    throw error;
  }
}

const countUse = command({
  action: "grant.used",
  needs: null,
  input: z.object({ id: z.string(), decisionId: z.string() }),
  run: async (tx, { id }) => {
    const [used] = await tx.execute<{ uses: number }>(sql`
      UPDATE approval_grant SET uses = uses + 1, last_used_at = clock_timestamp()
      WHERE id = ${id} AND revoked_at IS NULL AND clock_timestamp() < ends_at AND uses < most
      RETURNING uses`);
    if (!used) throw new DomainError("conflict", "The grant has ended.");
    return used;
  },
  audit: ({ id, decisionId }, { uses }) => ({
    subject: id,
    details: { decision: decisionId, uses },
  }),
});
