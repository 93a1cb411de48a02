import type { Env } from "../env";
import { DomainError } from "../errors";
import { type RelyingParty, relyingPartyOf } from "./relying-party";

/** Throws `conflict` with the reason where browsers have no passkeys. */
export function requireParty({ url }: Pick<Env, "url">): RelyingParty {
  const party = relyingPartyOf(url);
  if ("impossible" in party) throw new DomainError("conflict", party.impossible);
  return party;
}
