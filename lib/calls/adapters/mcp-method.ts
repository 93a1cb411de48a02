// What an MCP method is to us. Methods that are neither calls nor listed here are ignored.
import type { EventType } from "../model";

const TYPE_OF: ReadonlyMap<string, EventType> = new Map([
  ["tools/call", "tool.call"],
  ["resources/read", "resource.read"],
  ["prompts/get", "prompt.get"],
  ["tools/list", "tools.list"],
  ["initialize", "session.start"],
]);

/** The event type of a JSON-RPC method; undefined for what is neither a call nor of interest. */
export function mcpEventType(method: string | undefined): EventType | undefined {
  return method === undefined ? undefined : TYPE_OF.get(method);
}

export const NOT_A_CALL = "an MCP method that is not a call";
