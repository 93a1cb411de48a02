// The pages of the console that the navigation and the palette lead to. Only pages that exist.
import type { Permission } from "@/lib/access/model";
import { routes } from "@/lib/routes";

/** Without the permission `needs`, an entry would lead to a refusal only. */
export type Page = { name: string; href: string; needs?: Permission };

export const OVERVIEW: Page = { name: "Overview", href: routes.overview(), needs: "calls:read" };
export const CALLS: Page = { name: "Calls", href: routes.calls(), needs: "calls:read" };
export const IDENTITIES: Page = {
  name: "Identities",
  href: routes.directory(),
  needs: "directory:read",
};
export const CATALOG: Page = { name: "Catalog", href: routes.catalog(), needs: "directory:read" };
export const DECISIONS: Page = {
  name: "Decisions",
  href: routes.decisions(),
  needs: "policy:read",
};
export const PERMISSIONS: Page = {
  name: "Permissions",
  href: routes.permissions(),
  needs: "policy:read",
};
export const APPROVALS: Page = {
  name: "Approvals",
  href: routes.approvals(),
  needs: "approvals:read",
};
export const SOURCES: Page = { name: "Sources", href: routes.sources(), needs: "sources:read" };
export const SETTINGS: Page = { name: "Settings", href: routes.settings() };

export const DIRECTORY_PAGES: readonly Page[] = [
  { name: "Persons", href: routes.persons() },
  { name: "Not linked yet", href: routes.unlinked() },
  { name: "Services", href: routes.services() },
  { name: "Clients", href: routes.clients() },
  { name: "Actors", href: routes.actors() },
  { name: "Sanctions", href: routes.sanctions() },
  { name: "Revocations", href: routes.revocations() },
  { name: "Servers", href: routes.servers() },
].map((page) => ({ ...page, needs: "directory:read" }) as const);

/** In the order in which their tabs stand. */
export const PERMISSION_PAGES: readonly Page[] = [
  { name: "Matrix", href: routes.matrix() },
  { name: "Rules", href: routes.rules() },
  { name: "Effective access", href: routes.access() },
  { name: "Drafts", href: routes.drafts() },
  { name: "Versions", href: routes.versions() },
  { name: "Blocks", href: routes.blocks() },
].map((page) => ({ ...page, needs: "policy:read" }) as const);

/** Beside the inbox. */
export const APPROVAL_PAGES: readonly Page[] = [
  { name: "Grants", href: routes.approvalGrants(), needs: "approvals:read" },
  { name: "Deputies", href: routes.deputies(), needs: "approvals:decide" },
  { name: "Figures", href: routes.approvalFigures(), needs: "calls:read" },
];

export const SETTINGS_PAGES: readonly Page[] = [
  { name: "Members", href: routes.members(), needs: "members:write" },
  { name: "Notifications", href: routes.notifications(), needs: "webhooks:write" },
  { name: "Retention", href: routes.retention(), needs: "calls:read" },
  { name: "Admin log", href: routes.adminLog(), needs: "admin-log:read" },
  { name: "Profile", href: routes.profile() },
];

export const ALL_PAGES: readonly Page[] = [
  OVERVIEW,
  CALLS,
  ...DIRECTORY_PAGES,
  ...PERMISSION_PAGES,
  { name: "Compare versions", href: routes.compareVersions(), needs: "policy:read" },
  CATALOG,
  APPROVALS,
  ...APPROVAL_PAGES,
  DECISIONS,
  SOURCES,
  { name: "New source", href: routes.newSource(), needs: "sources:write" },
  ...SETTINGS_PAGES,
];
