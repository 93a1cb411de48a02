// Which server and which name a request speaks of.
import { decodeName } from "../identity/glob";
import { textMember } from "./member-of";
import type { EvaluationRequest } from "./request";

/** Without a server it fits only rules that deny or ask. */
export type NamedResource = { type: string; server: string | undefined; name: string };

const MCP_TYPES = new Set(["tool", "prompt", "resource"]);

/**
 * `server/tool` with "/" and "*" inside a part percent-encoded, or `tool` as it is with
 * `properties.server`. Resources of other types than MCP's need no server: theirs is the empty one
 * unless they name one, and their id is a name as it stands.
 */
export function readResource({
  type,
  id,
  properties,
}: EvaluationRequest["resource"]): NamedResource {
  const stated = textMember(properties, "server");
  if (!MCP_TYPES.has(type)) return { type, server: stated ?? "", name: id };
  if (stated !== undefined) {
    // Some gateways say the server twice; read literally, no rule would find the tool.
    const repeated = id.startsWith(`${stated}/`) && id.length > stated.length + 1;
    return { type, server: stated, name: repeated ? id.slice(stated.length + 1) : id };
  }
  const slash = id.indexOf("/");
  if (slash < 1 || slash === id.length - 1 || (type === "resource" && URI.test(id))) {
    return { type, server: undefined, name: id };
  }
  return { type, server: decodeName(id.slice(0, slash)), name: decodeName(id.slice(slash + 1)) };
}

/** `file:///srv/x` alone: its first "/" divides no server from a name. */
const URI = /^[a-z][a-z0-9+.-]*:/i;
