// What is asked for each MCP method, as the COAZ binding for MCP has it ("Default Mappings"):
// openid/authzen, profiles/authzen-coaz-mcp-binding-1_0. Texts that begin with "$" are CEL.
import type { Mapping } from "./mapping";

/** A method that is not here is denied, so that one of a later MCP does not go past the policy. */
export const DEFAULT_MAPPINGS: Readonly<Record<string, Mapping>> = {
  initialize: onServer("initialize", { protocol_version: "$params.protocolVersion" }),
  "tools/list": onServer("tools/list"),
  "resources/list": onServer("resources/list"),
  "prompts/list": onServer("prompts/list"),
  "tasks/list": onServer("tasks/list"),
  "logging/setLevel": onServer("logging/setLevel", { level: "$params.level" }),
  "tools/call": on("tools/call", "tool", "$params.name"),
  "resources/read": on("resources/read", "resource", "$params.uri"),
  "resources/subscribe": on("resources/subscribe", "resource", "$params.uri"),
  "resources/unsubscribe": on("resources/unsubscribe", "resource", "$params.uri"),
  "prompts/get": on("prompts/get", "prompt", "$params.name"),
  "completion/complete": on(
    "completion/complete",
    "$params.ref.type == 'ref/prompt' ? 'prompt' : 'resource'",
    "$params.ref.type == 'ref/prompt' ? $params.ref.name : $params.ref.uri",
  ),
  "tasks/get": on("tasks/get", "task", "$params.taskId"),
  "tasks/result": on("tasks/result", "task", "$params.taskId"),
  "tasks/cancel": on("tasks/cancel", "task", "$params.taskId"),
};

/** What goes through unasked. */
export function passesThrough(method: string): boolean {
  return method === "ping" || method.startsWith("notifications/");
}

function onServer(name: string, more: Record<string, string> = {}): Mapping {
  return on(name, "mcp_server", "$token.aud", more);
}

function on(name: string, type: string, id: string, more: Record<string, string> = {}): Mapping {
  return {
    evaluation: {
      subject: { type: "identity", id: "$token.sub" },
      action: { name },
      resource: { type, id },
      context: { agent: "$token.?client_id", ...more },
    },
  };
}
