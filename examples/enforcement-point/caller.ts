// Who asks. The example takes tokens from a list; in their place goes what verifies yours: signature,
// issuer, audience and expiry of a JWT, or introspection. Claims that nobody verified are worth nothing.
import type { Settings } from "./settings";

export type Caller = {
  iss: string;
  sub: string;
  /** This server's own name, of all that the token was issued for. */
  aud: string;
  client_id?: string | undefined;
  groups?: string[] | undefined;
};

/** Null for a token that is unknown or was issued for somebody else's server. */
export function callerOf(settings: Settings, authorization: string | undefined): Caller | null {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1] ?? "";
  const claims = new Map(Object.entries(settings.callers)).get(token);
  const { resource } = settings.server;
  if (claims === undefined || ![claims.aud].flat().includes(resource)) return null;
  return { ...claims, aud: resource };
}

/** A session belongs to whom it was opened by, also when the token was renewed since. */
export function isSame(one: Caller, other: Caller): boolean {
  return one.iss === other.iss && one.sub === other.sub && one.client_id === other.client_id;
}
