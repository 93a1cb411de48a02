import type { Permission, Role } from "./model";

/** The signed-in member, as pages and queries see them. */
export type Viewer = {
  memberId: string;
  email: string;
  name: string | null;
  roles: readonly Role[];
  permissions: ReadonlySet<Permission>;
  /** Null where a personal access token stands in for the session. */
  sessionId: string | null;
  tokenId: string | null;
};
