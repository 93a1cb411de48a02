// What ToolHive captured of a call. Its HTTP auditor keeps whole JSON-RPC messages, its
// documentation shows bare arguments and results; both come out as arguments and result.
import { isJsonObject, objectOf, textOf } from "./json-values";

export type ToolhivePayload = { arguments?: unknown; result?: unknown; rpcId?: string };

export function toolhivePayload(data: unknown): ToolhivePayload {
  const { request, response } = objectOf(data);
  const isMessage = isJsonObject(request) && request.jsonrpc === "2.0" && "method" in request;
  return {
    arguments: isMessage ? argumentsOf(request.params) : request,
    result: isJsonObject(response) && response.jsonrpc === "2.0" ? answerOf(response) : response,
    rpcId: isMessage ? textOf(request.id) : undefined,
  };
}

/** The arguments of a tool or prompt; of a resource, which has none, all its parameters. */
function argumentsOf(params: unknown): unknown {
  return isJsonObject(params) && "name" in params ? params.arguments : params;
}

function answerOf(response: Record<string, unknown>): unknown {
  return "result" in response ? response.result : { error: response.error };
}
