// The arguments of a held call: masked for whoever may judge it, revealed on request. Each look is
// an admin-log record in the transaction that read them.
import { sql } from "drizzle-orm";
import { z } from "zod";
import { command } from "../access/command";
import { redact } from "../calls/redact";
import { DomainError } from "../errors";
import { canonicalJson } from "../ledger/canonical-json";
import { memberOf } from "../policy/member-of";
import type { ApprovalDeps } from "./deps";
import { openQuestion } from "./hold-evaluation";
import type { ApprovalArguments } from "./view";
import { viewerScope } from "./viewer-scope";

export const openArgumentsInput = z.strictObject({ reveal: z.boolean().default(false) });

/**
 * By approvers it is addressed to, and whoever opens payloads. Canonical JSON of the bytes that were
 * digested. Throws `not_found` and `forbidden`.
 */
export const openArguments = (deps: Pick<ApprovalDeps, "keys">) =>
  command({
    action: "approval.opened",
    needs: "approvals:read",
    input: openArgumentsInput.extend({ id: z.string().max(64) }),
    run: async (tx, { id, reveal }, { actor }): Promise<ApprovalArguments> => {
      if (actor.kind !== "member")
        throw new DomainError("forbidden", "Only members look at these.");
      const { selectors } = await viewerScope(tx, actor.viewer);
      const [row] = await tx.execute<{
        id: string;
        request: Buffer | null;
        addressed: string[];
      }>(sql`
        SELECT e.id, e.request, a.addressed FROM approval a
        JOIN evaluation e ON e.id = a.evaluation_id WHERE a.id = ${id}`);
      if (!row) throw new DomainError("not_found", "There is no such approval.");
      const isMine = row.addressed.some((selector) => selectors.includes(selector));
      if (!isMine && !actor.viewer.permissions.has("payload:read")) {
        throw new DomainError("forbidden", "Only those whom it is addressed to see its arguments.");
      }
      if (row.request === null) return { arguments: null, masked: false, redacted: [] };
      const args = memberOf(openQuestion(deps.keys, row.id, row.request).context, "arguments");
      if (args === undefined) return { arguments: null, masked: false, redacted: [] };
      const masked = redact(args, "arguments", deps.keys.redactionMac);
      const redacted = masked.redactions.map(({ path, rule }) => ({ path, rule }));
      return {
        arguments: canonicalJson(reveal ? args : masked.value),
        masked: !reveal && redacted.length > 0,
        redacted,
      };
    },
    audit: ({ id, reveal }) => ({ subject: id, details: { revealed: reveal } }),
  });
