import { parseSelector } from "../identity/selector";

/** The one tool that a selector names; undefined for a glob, and for what is no selector of tools. */
export function exactTool(text: string): { server: string; name: string } | undefined {
  const selector = parseSelector(text);
  if (selector?.type !== "tool") return undefined;
  const [server, ...wide] = selector.server;
  const [name, ...wider] = selector.name;
  const isOne = wide.length + wider.length === 0;
  return isOne && server !== undefined && name !== undefined ? { server, name } : undefined;
}
