// Words that stand for one kind of data each, and who may see it: whoever else's answer holds one has
// been told what is not theirs.
import type { Permission } from "../../lib/access/model";

const OF_ADMINS: readonly Permission[] = ["members:write", "admin-log:read"];
const OF_READERS: readonly Permission[] = ["calls:read", "directory:read", "sources:read"];
const OF_DIRECTORY: readonly Permission[] = ["directory:read", "admin-log:read"];

/** Any of the permissions will do. An empty list: no page shows it to anybody. */
export const SEEN_WITH = {
  source: OF_READERS,
  quarantine: [],
  tool: OF_READERS,
  caller: OF_READERS,
  client: OF_READERS,
  server: OF_READERS,
  payload: [],
  person: OF_READERS,
  service: OF_READERS,
  actor: OF_DIRECTORY,
  sanction: OF_DIRECTORY,
  proposal: OF_DIRECTORY,
  revocation: OF_DIRECTORY,
  member: OF_ADMINS,
  agent: ["members:write"],
  token: OF_ADMINS,
  invited: OF_ADMINS,
  reason: OF_ADMINS,
  channel: ["webhooks:write", "admin-log:read"],
  held: ["approvals:read"],
  draft: ["policy:read", "admin-log:read"],
  version: ["policy:read", "admin-log:read"],
} satisfies Record<string, readonly Permission[]>;
export type Marker = keyof typeof SEEN_WITH;

export const MARKERS = Object.keys(SEEN_WITH).filter((one): one is Marker => one in SEEN_WITH);

/** `mk-person-7q`: in no other text. Lower case, as e-mail addresses and source names are. */
export const markerText = (marker: Marker) => `mk-${marker}-7q`;

/** The markers in a text that holders of these permissions must not see. */
export function leakedIn(text: string, held: ReadonlySet<Permission>): Marker[] {
  const lower = text.toLowerCase();
  return MARKERS.filter((marker) => {
    const seenWith: readonly Permission[] = SEEN_WITH[marker];
    return lower.includes(markerText(marker)) && !seenWith.some((one) => held.has(one));
  });
}
