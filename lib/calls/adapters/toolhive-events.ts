// ToolHive's event types: which are calls, and why the others are not.
import type { EventType } from "../model";

export const TOOLHIVE_CALLS: Readonly<Record<string, EventType>> = {
  mcp_tool_call: "tool.call",
  mcp_resource_read: "resource.read",
  mcp_prompt_get: "prompt.get",
  mcp_tools_list: "tools.list",
  mcp_initialize: "session.start",
};

const IGNORED: Readonly<Record<string, string>> = {
  sse_connection: "an SSE stream was opened: no call was made",
  mcp_resources_list: "a listing of resources: nothing was read",
  mcp_prompts_list: "a listing of prompts: nothing was used",
  mcp_notification: "an MCP notification: no call was made",
  mcp_ping: "an MCP ping: no call was made",
  mcp_logging: "a change of the MCP log level: no call was made",
  mcp_completion: "an argument completion: no tool was called",
  mcp_roots_list_changed: "a notification that the roots changed: no call was made",
  mcp_request: "an MCP request that ToolHive did not recognise as a call",
  http_request: "an HTTP request without an MCP method",
};

/** Why a record of this type is not kept; undefined for a type that we do not know. */
export function whyToolhiveIgnored(type: string): string | undefined {
  if (Object.hasOwn(IGNORED, type)) return IGNORED[type];
  return type.startsWith("vmcp_workflow_")
    ? "progress of a workflow, not an MCP request"
    : undefined;
}
