// May this message go on? Its questions, put together and asked; anything but a clear yes is a no.
import { z } from "zod";
import { askOnbehalf, type Decision, NoAnswer } from "./ask-onbehalf";
import type { Caller } from "./caller";
import { type Asked, DENIED, mapMessage, type Message, NO_ANSWER } from "./coaz/map-message";
import { reasonInWords } from "./reason-in-words";
import type { Settings } from "./settings";
import type { ToolDefinition } from "./tool-definitions";

/** `decision` is the one that the call's event names; without an answer there is none. */
export type Verdict = { decision?: Decision | undefined } & (
  | { allowed: true }
  /** A JSON-RPC error. */
  | { allowed: false; code: number; message: string }
);

export type Asking = {
  caller: Caller;
  sessionId: string | undefined;
  /** Of the tool that is called. */
  definition: ToolDefinition | undefined;
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
  const { caller, definition } = asking;
  const own = mapMessage(message, caller);
  if (own.kind === "pass") return { allowed: true };
  if (own.kind === "refuse") return refused(own);
  const first = await ask(settings, own.endpoint, complete(settings, message, asking, own.body));
  if (!first.allowed || definition?.mapping === undefined) return first;

  const declared = mapMessage(message, caller, definition.mapping);
  if (declared.kind === "pass") return first;
  if (declared.kind === "refuse") return { ...refused(declared), decision: first.decision };
  const second = await ask(settings, declared.endpoint, identified(declared.body, caller));
  return second.allowed ? first : second;
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

async function ask(settings: Settings, endpoint: string, body: Asked): Promise<Verdict> {
  try {
    const decisions = await askOnbehalf(settings.onbehalf, endpoint, body);
    const no = decisions.find(({ decision }) => !decision);
    if (no === undefined) return { allowed: true, decision: decisions[0] };
    return { allowed: false, decision: no, code: DENIED, message: reasonInWords(no.context) };
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const message = "The authorization service is away: the call was not made.";
    return { allowed: false, code: NO_ANSWER, message };
  }
}

function refused({ code, message }: { code: number; message: string }) {
  return { allowed: false, code, message } as const;
}
