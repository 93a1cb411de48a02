// May this message go on? Its questions, put together and asked; anything but a clear yes is a no.
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { askOnbehalf, type Decision, NoAnswer, redeemAtOnbehalf } from "./ask-onbehalf";
import type { Caller } from "./caller";
import { type Asked, DENIED, mapMessage, type Message, NO_ANSWER } from "./coaz/map-message";
import { reasonInWords } from "./reason-in-words";
import type { Settings } from "./settings";
import type { ToolDefinition } from "./tool-definitions";
import { canBeApproved, waitForApproval, type Waiting } from "./wait-for-approval";

/**
 * `decision` is the one that the call's event names; without an answer there is none. `approvalId` is
 * the public id of what people were asked.
 */
export type Verdict = { decision?: Decision | undefined; approvalId?: string | undefined } & (
  | { allowed: true }
  /** A JSON-RPC error. */
  | { allowed: false; code: number; message: string }
);

export type Asking = {
  caller: Caller;
  sessionId: string | undefined;
  /** Of the tool that is called. */
  definition: ToolDefinition | undefined;
  waiting: Waiting;
};

/**
 * A tool's declared mapping is asked besides the question about the tool itself, not in its place: it
 * is the server's word, and would otherwise lead past a quarantine or a rule about the tool.
 */
export async function decide(
  settings: Settings,
  message: Message,
  asking: Asking,
): Promise<Verdict> {
  const { caller, definition, waiting } = asking;
  const own = mapMessage(message, caller);
  if (own.kind === "pass") return { allowed: true };
  if (own.kind === "refuse") return refused(own);
  const question = complete(settings, message, asking, own.body);
  const first = await ask(settings, own.endpoint, question, waiting);
  if (!first.allowed || definition?.mapping === undefined) return first;

  const declared = mapMessage(message, caller, definition.mapping);
  if (declared.kind === "pass") return first;
  if (declared.kind === "refuse") return { ...refused(declared), decision: first.decision };
  const second = await ask(settings, declared.endpoint, identified(declared.body, caller), waiting);
  return second.allowed ? first : { ...second, approvalId: second.approvalId ?? first.approvalId };
}

/** What COAZ leaves out and Onbehalf can use: whose server, with what, as whom it would run. */
function complete(
  { server, downstream }: Settings,
  { params }: Message,
  { caller, sessionId, definition }: Asking,
  asked: Asked,
): Asked {
  const { iss, sub, kind, credential } = downstream;
  return {
    ...identified(asked, caller),
    ...(asked.resource && { resource: { ...asked.resource, properties: { server: server.name } } }),
    context: {
      ...asked.context,
      arguments: argumentsOf(params),
      session: sessionId,
      runAs: "service",
      downstream: { iss, sub, kind, credential },
      definitionSha256: definition?.sha256,
    },
  };
}

function identified(asked: Asked, { iss, groups }: Caller): Asked {
  const properties = { ...asked.subject.properties, iss, ...(groups && { groups }) };
  return { ...asked, subject: { ...asked.subject, properties } };
}

/** What conditions look at; a call without any has none, which is not the same as unknown ones. */
function argumentsOf(params: unknown): unknown {
  const called = z.object({ name: z.string(), arguments: z.unknown() }).safeParse(params);
  return called.success ? (called.data.arguments ?? {}) : undefined;
}

async function ask(
  settings: Settings,
  endpoint: string,
  body: Asked,
  waiting: Waiting,
): Promise<Verdict> {
  try {
    const verdict = verdictOf(await askOnbehalf(settings.onbehalf, endpoint, body));
    if (verdict.allowed || !canBeApproved(verdict.decision)) return verdict;
    const approval = await waitForApproval(settings.onbehalf, body, verdict.decision, waiting);
    if (!approval.given) {
      return { ...verdict, approvalId: approval.id, message: approval.message };
    }
    const context = { ...body.context, approval: { id: approval.handle } };
    const carrying = { ...body, context };
    const id = randomUUID();
    const again = await redeemAtOnbehalf(settings.onbehalf, endpoint, carrying, id);
    return { ...verdictOf(again), approvalId: approval.id };
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const message = "The authorization service is away: the call was not made.";
    return { allowed: false, code: NO_ANSWER, message };
  }
}

/** Every one of several decisions has to be a yes. */
function verdictOf(decisions: Decision[]) {
  const no = decisions.find(({ decision }) => !decision);
  if (no === undefined) return { allowed: true, decision: decisions[0] } as const;
  const message = reasonInWords(no.context);
  return { allowed: false, decision: no, code: DENIED, message } as const;
}

function refused({ code, message }: { code: number; message: string }) {
  return { allowed: false, code, message } as const;
}
