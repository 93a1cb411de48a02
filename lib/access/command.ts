import type { z } from "zod";
import type { Db, Pool } from "../../db/client";
import { adminLog } from "../../db/schema/access";
import { DomainError } from "../errors";
import { findUnstorable } from "../unstorable-text";
import type { Permission } from "./model";
import type { Viewer } from "./viewer";

/** Who acts: a member through the API, a gateway, the operator at the machine, or this program. */
export type Actor =
  | { kind: "member"; viewer: Viewer }
  | { kind: "source"; name: string }
  | { kind: "operator"; osUser: string }
  | { kind: "system" };

export type CommandContext = { pool: Pool; actor: Actor; requestId?: string };

type Audit = { subject: string; details?: Record<string, unknown> };

/**
 * The one way to write: authorise, parse, one transaction, one admin-log record in that same
 * transaction. Throws DomainError `forbidden` or `invalid`; whatever `run` throws rolls back.
 */
export function command<Input extends z.ZodType, Output>(spec: {
  /** Past tense in the admin log: `sanction.created`. */
  action: string;
  /** Null where the input carries the right (a set-up link), or what it names says who may. */
  needs: Permission | null;
  input: Input;
  run: (tx: Db, input: z.output<Input>, context: CommandContext) => Promise<Output>;
  audit: (input: z.output<Input>, output: Output) => Audit;
}) {
  const execute = async (context: CommandContext, input: z.input<Input>): Promise<Output> => {
    authorise(context.actor, spec.needs);
    const parsed = parseInput(spec.input, input);
    return context.pool.db.transaction(async (tx) => {
      const output = await spec.run(tx, parsed, context);
      const { subject, details } = spec.audit(parsed, output);
      await tx.insert(adminLog).values({
        actor: actorName(context.actor),
        action: spec.action,
        subject,
        details: details ?? {},
        requestId: context.requestId ?? null,
        via: tokenOf(context.actor),
      });
      return output;
    });
  };
  return Object.assign(execute, { action: spec.action, needs: spec.needs, input: spec.input });
}

/** Parses what a caller sent; throws DomainError `invalid` that names every field. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const unstorable = findUnstorable(input);
  if (unstorable !== null) {
    const { path, message } = unstorable;
    throw new DomainError("invalid", path === "" ? message : `${path}: ${message}`, {
      fields: [unstorable],
    });
  }
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => ({
    path: issue.path.join("."),
    message: issue.message,
  }));
  const first = fields[0];
  const where = first && first.path !== "" ? `${first.path}: ` : "";
  throw new DomainError("invalid", `${where}${first?.message ?? "not readable"}`, { fields });
}

/** `member:alice@acme.com`, `source:gw`, `operator:root` or `system`. */
export function actorName(actor: Actor): string {
  if (actor.kind === "member") return `member:${actor.viewer.email}`;
  if (actor.kind === "source") return `source:${actor.name}`;
  return actor.kind === "operator" ? `operator:${actor.osUser}` : "system";
}

/** The member who acts; null for the operator and for this program. */
export function memberIdOf(actor: Actor): string | null {
  return actor.kind === "member" ? actor.viewer.memberId : null;
}

/** The personal access token that a member acted through, as the admin log names it. */
function tokenOf(actor: Actor): string | null {
  const tokenId = actor.kind === "member" ? actor.viewer.tokenId : null;
  return tokenId === null ? null : `token:${tokenId}`;
}

function authorise(actor: Actor, needs: Permission | null): void {
  if (needs === null || actor.kind === "operator" || actor.kind === "system") return;
  if (actor.kind === "source" || !actor.viewer.permissions.has(needs)) {
    throw new DomainError("forbidden", `This needs the permission ${needs}.`);
  }
}
