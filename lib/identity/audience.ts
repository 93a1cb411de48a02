// Does a token's audience name a resource? (RFC 8707 §2, RFC 9068 §3, MCP authorization)

export type AudienceFit = "exact" | "normalized" | "no";

/**
 * A list that contains the resource fits. `normalized` when only the canonical forms are equal:
 * lower-case scheme and host, no default port, no fragment, up to one trailing slash.
 */
export function audienceFit(audience: readonly string[], resource: string): AudienceFit {
  if (audience.includes(resource)) return "exact";
  const wanted = canonicalUri(resource);
  return audience.some((one) => equalUpToSlash(canonicalUri(one), wanted)) ? "normalized" : "no";
}

/**
 * Path, query and userinfo stay as they are: they are case-sensitive, and a URL parser would also
 * resolve dots and re-encode. What has no scheme is returned unchanged.
 */
export function canonicalUri(text: string): string {
  const parts = URI.exec(text);
  if (parts === null) return text;
  const [, scheme = "", authority, rest = ""] = parts;
  const lower = scheme.toLowerCase();
  if (authority === undefined) return `${lower}:${rest}`;
  return `${lower}://${canonicalAuthority(authority, lower)}${rest}`;
}

function canonicalAuthority(authority: string, scheme: string): string {
  const at = authority.lastIndexOf("@") + 1;
  const host = authority.slice(at).toLowerCase();
  const colon = host.lastIndexOf(":");
  const port = colon > host.lastIndexOf("]") ? host.slice(colon + 1) : undefined;
  const dropped = port === "" || (port !== undefined && port === DEFAULT_PORTS[scheme]);
  return authority.slice(0, at) + (dropped ? host.slice(0, colon) : host);
}

/** A slash that ends a query is data, not the end of a path. */
function equalUpToSlash(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.includes("?") || b.includes("?")) return false;
  return `${a}/` === b || a === `${b}/`;
}

/** Scheme, authority, and everything up to the fragment. */
const URI = /^([A-Za-z][A-Za-z0-9+.-]*):(?:\/\/([^/?#]*))?([^#]*)/;
const DEFAULT_PORTS: Partial<Record<string, string>> = {
  http: "80",
  https: "443",
  ws: "80",
  wss: "443",
};
