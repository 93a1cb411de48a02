// One client's session with the server: two transports, back to back. What the client sends is asked
// about before it goes on; what the server sends goes through; calls are reported once answered.
import { randomUUID } from "node:crypto";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import {
  isInitializeRequest,
  isJSONRPCErrorResponse,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  type JSONRPCMessage,
  type JSONRPCRequest,
  type RequestId,
} from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { listEvent, type OpenCall, type Outcome } from "./call-event";
import type { Caller } from "./caller";
import { NO_ANSWER } from "./coaz/map-message";
import { decide, type Verdict } from "./decide";
import { openCalls } from "./open-calls";
import type { Reporter } from "./reporter";
import { serverLink } from "./server-link";
import type { Settings } from "./settings";
import { toolCatalog } from "./tool-catalog";
import type { Waiting } from "./wait-for-approval";

export type Session = { caller: Caller; client: StreamableHTTPServerTransport };

/** `opened` is told the id once the client has initialised, `closed` when it is over. */
export async function openSession(
  settings: Settings,
  reporter: Reporter,
  caller: Caller,
  on: { opened: (id: string, session: Session) => void; closed: (id: string) => void },
): Promise<Session> {
  const open = openCalls(settings, reporter);
  let about: OpenCall["client"] = {};

  const fromClient = async (message: JSONRPCMessage): Promise<void> => {
    if (isJSONRPCRequest(message)) return consider(message);
    const cancelled = cancelSchema.safeParse(message);
    if (cancelled.success) open.settle(cancelled.data.params.requestId, CANCELLED);
    await server.send(message);
  };

  const consider = async (request: JSONRPCRequest): Promise<void> => {
    const { id, method, params = {} } = request;
    // A second call of the same id would hide the first from the record.
    if (open.find(id)) return fail(id, -32_600, "The id of this request is in use.");
    if (isInitializeRequest(request)) about = request.params.clientInfo;
    const call: OpenCall = {
      caller,
      client: { name: about.name, version: about.version },
      sessionId: client.sessionId,
      method,
      params,
      definition: undefined,
      verdict: UNDECIDED,
      startedAt: Date.now(),
    };
    const signal = open.begin(id, call);
    call.verdict = await verdictOn(request, call, { signal, tell: teller(request) });
    // Cancelled meanwhile.
    if (open.find(id) !== call) return;
    if (!call.verdict.allowed) {
      const { code, message, decision } = call.verdict;
      open.settle(id, {
        status: "denied",
        code: decision?.context.reason ?? String(code),
        message,
      });
      return fail(id, code, message);
    }
    await server.send(request).catch(async (error: unknown) => {
      open.settle(id, { status: "error", code: "unreachable", message: String(error) });
      await fail(id, NO_ANSWER, "The server behind cannot be reached.");
    });
  };

  /** While people decide, a client that asked for progress is told so, and need not give up. */
  const teller = ({ id, params }: JSONRPCRequest): Waiting["tell"] => {
    const { _meta: meta = {} } = params ?? {};
    const { progressToken } = meta;
    let progress = 0;
    return (message) => {
      if (progressToken === undefined) return;
      const told = { progressToken, progress: ++progress, message };
      const notification = {
        jsonrpc: "2.0",
        method: "notifications/progress",
        params: told,
      } as const;
      client.send(notification, { relatedRequestId: id }).catch(console.error);
    };
  };

  const verdictOn = async (
    request: JSONRPCRequest,
    call: OpenCall,
    waiting: Waiting,
  ): Promise<Verdict> => {
    if (reporter.isFull()) return UNREPORTABLE;
    const named = toolCallSchema.safeParse(request);
    try {
      if (named.success) call.definition = await tools.find(named.data.params.name);
    } catch (error) {
      console.error(error);
      return UNLISTED;
    }
    const { sessionId, definition } = call;
    return decide(settings, request, { caller, sessionId, definition, waiting });
  };

  const fromServer = (message: JSONRPCMessage): void => {
    if (isJSONRPCResultResponse(message)) {
      const call = open.find(message.id);
      if (call !== undefined) learnFrom(call, message.result);
      const failed = toolErrorSchema.safeParse(message.result).success;
      open.settle(message.id, { status: failed ? "error" : "ok" }, message.result);
    } else if (isJSONRPCErrorResponse(message) && message.id !== undefined) {
      const { code, message: words } = message.error;
      open.settle(message.id, { status: "error", code: String(code), message: words });
    } else if (listChangedSchema.safeParse(message).success) tools.forget();
    client.send(message).catch(console.error);
  };

  const learnFrom = ({ method, params }: OpenCall, result: Record<string, unknown>): void => {
    const { protocolVersion } = result;
    if (method === "initialize" && typeof protocolVersion === "string")
      server.speak(protocolVersion);
    if (method !== "tools/list") return;
    tools.learn(result);
    const { cursor } = params;
    reporter.add(listEvent(settings, result, typeof cursor === "string" ? cursor : undefined));
  };

  const fail = (id: RequestId, code: number, message: string): Promise<void> =>
    client.send({ jsonrpc: "2.0", id, error: { code, message } });

  const client = new StreamableHTTPServerTransport({
    sessionIdGenerator: () => randomUUID(),
    onsessioninitialized: (id) => on.opened(id, session),
  });
  const session = { caller, client };
  const server = await serverLink(settings, fromServer);
  const tools = toolCatalog(async (cursor) => {
    const result = await server.request("tools/list", { cursor });
    reporter.add(listEvent(settings, result, cursor));
    return result;
  });
  client.onmessage = (message) => void fromClient(message).catch(console.error);
  client.onclose = () => {
    open.settleAll({ status: "unknown", message: "the session ended" });
    if (client.sessionId !== undefined) on.closed(client.sessionId);
    server.close().catch(console.error);
  };
  return session;
}

const cancelSchema = z.object({
  method: z.literal("notifications/cancelled"),
  params: z.object({ requestId: z.union([z.string(), z.number()]) }),
});
const toolCallSchema = z.object({
  method: z.literal("tools/call"),
  params: z.object({ name: z.string() }),
});
const listChangedSchema = z.object({ method: z.literal("notifications/tools/list_changed") });
const toolErrorSchema = z.object({ isError: z.literal(true) });

const CANCELLED: Outcome = { status: "unknown", message: "the client cancelled it" };
const UNDECIDED = notMade("nobody has decided");
const UNREPORTABLE = notMade("calls cannot be reported at the moment");
const UNLISTED = notMade("the definition of the tool cannot be read");

function notMade(why: string): Verdict {
  return { allowed: false, code: NO_ANSWER, message: `The call was not made: ${why}.` };
}
