// A call that people must approve is requested and waited for (AuthZEN Access Request and Approval
// Profile): POST /access/v1/requests, then its status until somebody has decided.
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Decision } from "./ask-onbehalf";
import type { Asked } from "./coaz/map-message";
import type { Settings } from "./settings";

/** Seconds that one answer is held while nobody decides, and what it may take besides. */
const HOLD_SECONDS = 20;
const HELD_MS = (HOLD_SECONDS + 10) * 1_000;
const WAIT_MS = 5_000;
const AGAIN_AFTER_MS = 1_000;

export type Waiting = {
  /** Aborts when the client gives up: the request is taken back. */
  signal: AbortSignal;
  /** Told at once and with each answer, so that the client knows what it waits for. */
  tell: (words: string) => void;
};

/** `id` is public and goes into the call's event; `handle` redeems, and is nobody else's. */
export type Approval =
  | { given: true; id: string; handle: string }
  | { given: false; id?: string; message: string };

const taskSchema = z.object({
  task: z.object({
    id: z.string(),
    status: z.string(),
    status_endpoint: z.string(),
    links: z.object({ cancel: z.string() }).optional(),
    display: z.object({ title: z.string(), description: z.string() }).optional(),
  }),
  result: z.object({ approval: z.object({ id: z.string() }) }).optional(),
});
type Answer = z.infer<typeof taskSchema>;

/** Whether a no is one that people can turn into a yes. */
export function canBeApproved({ context }: Decision): boolean {
  return context.evaluation_id !== undefined && context.access_request !== undefined;
}

/** Waits until somebody decides, its time is over, or the client gives up. Never throws. */
export async function waitForApproval(
  settings: Settings["onbehalf"],
  asked: Asked,
  { context }: Decision,
  waiting: Waiting,
): Promise<Approval> {
  let answer: Answer | undefined;
  try {
    const body = { ...asked, denial: { evaluation_id: context.evaluation_id } };
    const endpoint = context.access_request?.endpoint ?? "/access/v1/requests";
    answer = await requestOnce(settings, endpoint, body, waiting.signal);
    while (answer.task.status === "pending") {
      waiting.tell(`Waiting for approval ${answer.task.id}.`);
      answer = await next(settings, answer, waiting.signal);
    }
    const { id, display } = answer.task;
    if (answer.result) return { given: true, id, handle: answer.result.approval.id };
    const words = display ? `${display.title}: ${display.description}` : "nobody approved it";
    return { given: false, id, message: `This call was not approved. ${words}` };
  } catch (error) {
    if (answer !== undefined && waiting.signal.aborted) await takeBack(settings, answer);
    else console.error(error);
    const message = "This call needs approval, and it could not be waited for.";
    return { given: false, ...(answer && { id: answer.task.id }), message };
  }
}

/** The same key again is the same task: a lost answer makes no second request. */
async function requestOnce(
  settings: Settings["onbehalf"],
  endpoint: string,
  body: unknown,
  signal: AbortSignal,
): Promise<Answer> {
  const key = randomUUID();
  const request = { method: "POST", body: JSON.stringify(body), signal };
  const post = () => send(settings, endpoint, request, WAIT_MS, { "idempotency-key": key });
  return post().catch(async (error: unknown) => {
    if (error instanceof Refused) throw error;
    await pause(AGAIN_AFTER_MS, undefined, { signal });
    return post();
  });
}

/** Whatever keeps the answer away, it is asked again: the task lives on without this connection. */
async function next(
  settings: Settings["onbehalf"],
  last: Answer,
  signal: AbortSignal,
): Promise<Answer> {
  const { status_endpoint: endpoint } = last.task;
  try {
    return await send(settings, `${endpoint}?wait=${HOLD_SECONDS}`, { signal }, HELD_MS);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Refused) throw error;
    await pause(AGAIN_AFTER_MS, undefined, { signal });
    return last;
  }
}

async function takeBack(settings: Settings["onbehalf"], { task }: Answer): Promise<void> {
  const endpoint = task.links?.cancel ?? `${task.status_endpoint}/cancel`;
  // Decided meanwhile, or away: it ends by its own clock.
  await send(settings, endpoint, { method: "POST" }, WAIT_MS).catch(console.error);
}

/** It was understood, and is no. */
class Refused extends Error {}

/** A task, also of an answer that says its time is over. Only to Onbehalf, wherever it is said to be. */
async function send(
  { url, key }: Settings["onbehalf"],
  endpoint: string,
  { signal, ...request }: RequestInit & { signal?: AbortSignal },
  waitMs: number,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const { pathname, search } = new URL(endpoint, url);
  const timeout = AbortSignal.timeout(waitMs);
  const response = await fetch(new URL(pathname + search, url), {
    ...request,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  });
  const said: unknown = await response.json();
  const read = taskSchema.safeParse(said);
  if (read.success) return read.data;
  const words = `${endpoint}: HTTP ${response.status} ${JSON.stringify(said)}`;
  if (response.status >= 500 || response.status === 429) throw new Error(words);
  throw new Refused(words);
}
