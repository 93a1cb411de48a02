// The handle that redeems an approval. Only the source that asked is ever given it, and nothing
// that is stored redeems: it is a keyed hash of the approval's random id.
import { sameText } from "../secrets/same-text";
import type { DigestMac } from "./binding";

const PREFIX = "aph_";
const ID_PREFIX = "apr_";

export function handleOf(mac: DigestMac, approvalId: string): string {
  const opaque = approvalId.slice(ID_PREFIX.length);
  return `${PREFIX}${opaque}.${mac(`handle\0${approvalId}`).toString("base64url")}`;
}

/** The approval that a handle redeems; null for what is none of ours. */
export function approvalOfHandle(mac: DigestMac, handle: string): string | null {
  const opaque = /^aph_([\w-]{1,64})\.[\w-]{43}$/.exec(handle)?.[1];
  if (opaque === undefined) return null;
  const id = `${ID_PREFIX}${opaque}`;
  return sameText(handleOf(mac, id), handle) ? id : null;
}
