// A grant lets further calls run that its decision covers: counted, by one conditional UPDATE.
import { sql } from "drizzle-orm";
import { z } from "zod";
import { command } from "../access/command";
import { DomainError } from "../errors";
import type { Decision } from "../policy/model";
import type { Question } from "../decisions/decide";
import { callDigest, digestMac, sessionDigest } from "./binding";
import type { ApprovalDeps } from "./deps";
import { termsSchema } from "./model";
import { CALLER_REVOKED, stillEntitled } from "./still-entitled";
import { sameSteps, termsOf } from "./terms";

/**
 * Whether a grant covers this call, which is then counted. Only where the rules that ask still allow
 * its scope and ask the same people, and those who gave it still could.
 */
export async function spendGrant(
  deps: ApprovalDeps,
  question: Question,
  { ruleIds }: Pick<Decision, "ruleIds">,
): Promise<boolean> {
  const { asker, request } = question;
  const { source } = asker;
  const mac = digestMac(deps.keys);
  const digests = [
    callDigest(mac, request, source.publicId),
    sessionDigest(mac, request, source.publicId),
  ].flatMap((one) => one?.toString("hex") ?? []);
  const [known] = await deps.pool.sql<{ id: string; scope: string; terms: string }[]>`
    SELECT g.id, g.scope, a.terms
    FROM approval_grant g JOIN approval a ON a.id = g.approval_id
    WHERE g.source_id = ${source.id}
      AND g.digest = ANY(SELECT decode(d, 'hex') FROM unnest(${digests}::text[]) AS d)
      AND g.revoked_at IS NULL AND clock_timestamp() < g.ends_at AND g.uses < g.most
    ORDER BY g.granted_at LIMIT 1`;
  if (!known) return false;
  const now = termsOf(question.enforced.policy, ruleIds);
  if (!sameSteps(now, termsSchema.parse(JSON.parse(known.terms)))) return false;
  if (!now.wider.some((scope) => scope === known.scope)) return false;
  try {
    const actor = { kind: "source", name: source.name } as const;
    await countUse({ pool: deps.pool, actor }, { id: known.id, decisionId: question.id });
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === "conflict") return false;
    throw error;
  }
}

type Given = { id: string; terms: string; breakGlass: boolean; isRevoked: boolean };

const countUse = command({
  action: "grant.used",
  needs: null,
  input: z.object({ id: z.string(), decisionId: z.string() }),
  run: async (tx, { id }) => {
    const ended = () => new DomainError("conflict", "The grant has ended.");
    const [given] = await tx.execute<Given>(sql`
      SELECT a.id, a.terms, a.break_glass AS "breakGlass", ${CALLER_REVOKED} AS "isRevoked"
      FROM approval_grant g JOIN approval a ON a.id = g.approval_id WHERE g.id = ${id}`);
    if (!given || given.isRevoked || !(await stillEntitled(tx, given))) throw ended();
    const [used] = await tx.execute<{ uses: number }>(sql`
      UPDATE approval_grant SET uses = uses + 1, last_used_at = clock_timestamp()
      WHERE id = ${id} AND revoked_at IS NULL AND clock_timestamp() < ends_at AND uses < most
      RETURNING uses`);
    if (!used) throw ended();
    return used;
  },
  audit: ({ id, decisionId }, { uses }) => ({
    subject: id,
    details: { decision: decisionId, uses },
  }),
});
