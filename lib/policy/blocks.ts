// Denies in a hurry: listed, liftable, recorded, in force everywhere within a second.
import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Pool } from "../../db/client";
import { block } from "../../db/schema/policy";
import { actorName, command } from "../access/command";
import { DomainError } from "../errors";
import { randomId } from "../ids";
import type { Block } from "./facts";
import { raiseDecisionsVersion } from "./raise-decisions-version";
import { selectorProblem, subjectProblem } from "./selector-problem";

const selector = (problem: (text: string) => string | undefined) =>
  z
    .string()
    .max(1_000)
    .superRefine((text, context) => {
      const message = problem(text);
      if (message !== undefined) context.addIssue({ code: "custom", message });
    });

/** Left out: whoever it is, whatever it is. One of them must be said. */
export const blockInput = z
  .strictObject({
    subject: selector(subjectProblem).optional(),
    resource: selector(selectorProblem).optional(),
    /** The credential that the call would run with, as gateways state it. */
    credential: z.string().min(1).max(1_000).optional(),
    reason: z.string().trim().min(3).max(500),
    until: z.iso.datetime({ offset: true }).nullable(),
  })
  .refine(({ subject, resource, credential }) => subject ?? resource ?? credential, {
    message: "say whom or what to block",
    path: ["subject"],
  })
  .refine(({ until }) => until === null || Date.parse(until) > Date.now(), {
    message: "must be in the future",
    path: ["until"],
  });

/** Blocks within a second everywhere. Throws `invalid`. */
export const setBlock = command({
  action: "block.set",
  needs: "policy:write",
  input: blockInput,
  run: async (tx, input, { actor }) => {
    await raiseDecisionsVersion(tx);
    const id = randomId("blk");
    await tx.insert(block).values({ id, ...input, setBy: actorName(actor) });
    return { id };
  },
  audit: (input, { id }) => ({ subject: id, details: input }),
});

/** Throws `not_found`, and `conflict` for one that was lifted already. */
export const liftBlock = command({
  action: "block.lifted",
  needs: "policy:write",
  input: z.strictObject({
    id: z.string().max(64),
    reason: z.string().trim().min(3).max(500),
  }),
  run: async (tx, { id, reason }, { actor }) => {
    await raiseDecisionsVersion(tx);
    const lifted = await tx
      .update(block)
      .set({ liftedAt: sql`now()`, liftedBy: actorName(actor), liftReason: reason })
      .where(and(eq(block.id, id), isNull(block.liftedAt)))
      .returning({ id: block.id });
    if (lifted.length > 0) return { id };
    const [known] = await tx.select({ id: block.id }).from(block).where(eq(block.id, id));
    if (known) throw new DomainError("conflict", "This block was lifted already.");
    throw new DomainError("not_found", "There is no such block.");
  },
  audit: ({ id, reason }) => ({ subject: id, details: { reason } }),
});

/** Those that may act, in the form of the evaluator. */
export async function readBlocks({ sql: query }: Pool): Promise<Block[]> {
  const rows = await query<
    {
      id: string;
      subject: string | null;
      resource: string | null;
      credential: string | null;
      until: Date | string | null;
    }[]
  >`
    SELECT id, subject, resource, credential, until FROM block
    WHERE lifted_at IS NULL AND (until IS NULL OR until > now())`;
  return rows.map(({ id, subject, resource, credential, until }) => ({
    id,
    ...(subject !== null && { subjects: [subject] }),
    ...(resource !== null && { resources: [resource] }),
    ...(credential !== null && { credentials: [credential] }),
    ...(until !== null && { until: new Date(until).toISOString() }),
  }));
}
