import type { Scope } from "@/lib/access/model";
import { LIVE_KEYS } from "@/lib/sources/model";
import type { KeyView } from "@/lib/sources/view";

/** Neither revoked nor expired. */
export function isLive({ revokedAt, expiresAt }: KeyView, now: number): boolean {
  return revokedAt === null && (expiresAt === null || Date.parse(expiresAt) > now);
}

/** Why no further key can be made with these scopes, as the server would say; null when it can. */
export function fullReason(live: readonly KeyView[], scopes: readonly Scope[]): string | null {
  const full = scopes.some(
    (scope) => live.filter((key) => key.scopes.includes(scope)).length >= LIVE_KEYS,
  );
  return full ? "Two keys are live already: revoke the old one first" : null;
}
