import { exactTool } from "../exact-tool";

/** `server/tool` or `tool:server/tool`; undefined for anything that is not one tool. */
export function askedTool(text: string): { server: string; name: string } | undefined {
  // A server can be called so: whoever means one writes `tool:` before it.
  if (/^(prompt|resource):/.test(text)) return undefined;
  return exactTool(text.startsWith("tool:") ? text : `tool:${text}`);
}
