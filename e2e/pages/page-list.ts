// Every page of the console, as the folders under app/ have it, and what this table says of each: a
// page without a row fails the tests.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Permission } from "../../lib/access/model";
import { routes } from "../../lib/routes";
import type { Marker } from "./markers";

/** Of what is in the database, to fill the holes of addresses. */
export type Ids = {
  source: string;
  person: string;
  server: string;
  member: string;
  call: string;
  tool: string;
  draft: string;
  approval: string;
  /** Two that are decided together. */
  together: string;
};

export type PageRow = {
  /** Addresses of the page, its tabs and panels. */
  paths: (ids: Ids) => readonly string[];
  /** `nothing`: also for those who are not signed in. */
  needs: Permission | "a sign-in" | "nothing";
  /** What the first address shows to those it is for. */
  shows: readonly Marker[];
};

export const PAGES: Record<string, PageRow> = {
  "/": { paths: () => [routes.home()], needs: "a sign-in", shows: [] },
  "/setup": { paths: () => [routes.setup()], needs: "nothing", shows: [] },
  "/sign-in": { paths: () => [routes.signIn("/calls")], needs: "nothing", shows: [] },
  "/invitation": { paths: () => [routes.invitation()], needs: "nothing", shows: [] },
  "/overview": {
    paths: () => [routes.overview()],
    needs: "calls:read",
    shows: ["server", "source"],
  },
  "/calls": {
    paths: ({ call }) => [
      routes.calls(),
      routes.calls({ call }),
      ...["payload", "policy", "session", "raw", "proof"].map((tab) => routes.calls({ call, tab })),
      routes.calls({ q: "nobody" }),
      routes.calls({ cols: "time,pair,tool,flags,client,source,credential,callerperson" }),
    ],
    needs: "calls:read",
    shows: ["tool", "caller"],
  },
  "/permissions/matrix": {
    paths: () => [routes.matrix(), routes.matrix({ open: "clients", q: "nobody" })],
    needs: "policy:read",
    shows: ["tool"],
  },
  "/permissions/rules": {
    paths: () => [routes.rules(), routes.rules({ q: "nobody" })],
    needs: "policy:read",
    shows: [],
  },
  "/permissions/access": {
    paths: () => [routes.access(), routes.access({ subject: "anyone" })],
    needs: "policy:read",
    shows: [],
  },
  "/decisions": {
    paths: () => [routes.decisions(), routes.decisions({ answer: "deny" })],
    needs: "policy:read",
    shows: [],
  },
  "/approvals": {
    paths: ({ approval, together }) => [
      routes.approval(approval),
      routes.approvals({ together }),
      routes.approvals(),
      routes.approvals({ tab: "groups" }),
      routes.approvals({ tab: "decided" }),
      routes.approvals({ tab: "expired" }),
    ],
    needs: "approvals:read",
    shows: ["held"],
  },
  "/approvals/grants": {
    paths: () => [routes.approvalGrants()],
    needs: "approvals:read",
    shows: [],
  },
  "/approvals/deputies": {
    paths: () => [routes.deputies()],
    needs: "approvals:decide",
    shows: [],
  },
  "/approvals/figures": {
    paths: () => [routes.approvalFigures()],
    needs: "calls:read",
    shows: [],
  },
  "/permissions/blocks": { paths: () => [routes.blocks()], needs: "policy:read", shows: [] },
  "/permissions": { paths: () => [routes.permissions()], needs: "policy:read", shows: [] },
  "/permissions/drafts": {
    paths: () => [routes.drafts(), routes.drafts({ state: "published" })],
    needs: "policy:read",
    shows: ["draft"],
  },
  "/permissions/drafts/[id]": {
    paths: ({ draft }) => [routes.draft(draft)],
    needs: "policy:read",
    shows: ["draft"],
  },
  "/permissions/drafts/[id]/matrix": {
    paths: ({ draft }) => [routes.draftMatrix(draft)],
    needs: "policy:read",
    shows: ["draft"],
  },
  "/permissions/drafts/[id]/rules": {
    paths: ({ draft }) => [routes.draftRules(draft)],
    needs: "policy:read",
    shows: ["draft"],
  },
  "/permissions/drafts/[id]/review": {
    paths: ({ draft }) => [routes.draftReview(draft)],
    needs: "policy:read",
    shows: ["draft"],
  },
  "/permissions/versions": {
    paths: () => [routes.versions()],
    needs: "policy:read",
    shows: ["version"],
  },
  "/permissions/versions/[number]": {
    paths: () => [routes.version(1)],
    needs: "policy:read",
    shows: ["version"],
  },
  "/permissions/versions/[number]/export": {
    paths: () => [
      routes.exportVersion(1, { target: "agentgateway" }),
      routes.exportVersion(1, { target: "agentcore", issuer: "https://idp.acme.example" }),
    ],
    needs: "policy:read",
    shows: [],
  },
  "/permissions/versions/compare": {
    paths: () => [routes.compareVersions()],
    needs: "policy:read",
    shows: [],
  },
  "/sources": { paths: () => [routes.sources()], needs: "sources:read", shows: ["source"] },
  "/sources/new": { paths: () => [routes.newSource()], needs: "sources:write", shows: [] },
  "/sources/[id]": {
    paths: ({ source }) => [
      routes.source(source),
      routes.source(source, { tab: "settings" }),
      routes.source(source, { tab: "keys" }),
      routes.source(source, { tab: "connect" }),
      routes.source(source, { tab: "quarantine" }),
    ],
    needs: "sources:read",
    shows: ["source"],
  },
  "/directory": { paths: () => [routes.directory()], needs: "directory:read", shows: [] },
  "/directory/persons": {
    paths: () => [routes.persons(), routes.persons({ q: "nobody" })],
    needs: "directory:read",
    shows: ["person"],
  },
  "/directory/persons/[slug]": {
    paths: ({ person }) => [routes.person(person)],
    needs: "directory:read",
    shows: ["person"],
  },
  "/directory/unlinked": {
    paths: () => [routes.unlinked()],
    needs: "directory:read",
    shows: ["caller"],
  },
  "/directory/services": {
    paths: () => [routes.services()],
    needs: "directory:read",
    shows: ["service"],
  },
  "/directory/clients": {
    paths: () => [routes.clients()],
    needs: "directory:read",
    shows: ["client"],
  },
  "/directory/actors": {
    paths: () => [routes.actors()],
    needs: "directory:read",
    shows: ["actor"],
  },
  "/directory/sanctions": {
    paths: () => [routes.sanctions()],
    needs: "directory:read",
    shows: ["sanction", "proposal"],
  },
  "/directory/revocations": {
    paths: () => [routes.revocations()],
    needs: "directory:read",
    shows: ["revocation"],
  },
  "/directory/servers": {
    paths: () => [routes.servers()],
    needs: "directory:read",
    shows: ["server"],
  },
  "/directory/servers/[id]": {
    paths: ({ server }) => [routes.server(server)],
    needs: "directory:read",
    shows: ["server"],
  },
  "/directory/import": {
    paths: () => [routes.directoryImport()],
    needs: "directory:read",
    shows: [],
  },
  "/catalog": {
    paths: () => [routes.catalog(), routes.catalog({ q: "nobody" })],
    needs: "directory:read",
    shows: ["server", "tool"],
  },
  "/catalog/[id]": {
    paths: ({ tool }) => [routes.tool(tool)],
    needs: "directory:read",
    shows: ["server", "tool", "caller"],
  },
  "/settings": { paths: () => [routes.settings()], needs: "a sign-in", shows: [] },
  "/settings/profile": { paths: () => [routes.profile()], needs: "a sign-in", shows: [] },
  "/settings/retention": { paths: () => [routes.retention()], needs: "calls:read", shows: [] },
  "/settings/members": {
    paths: () => [routes.members()],
    needs: "members:write",
    shows: ["member", "invited"],
  },
  "/settings/members/invite": { paths: () => [routes.invite()], needs: "members:write", shows: [] },
  "/settings/members/[id]": {
    paths: ({ member }) => [routes.member(member)],
    needs: "members:write",
    shows: ["member", "agent"],
  },
  "/settings/notifications": {
    paths: () => [routes.notifications()],
    needs: "webhooks:write",
    shows: ["channel"],
  },
  "/settings/admin-log": {
    paths: () => [routes.adminLog(), routes.adminLog({ subject: "nobody" })],
    needs: "admin-log:read",
    shows: ["reason", "member", "channel"],
  },
};

/** The pages that there are: `/directory/persons/[slug]`. */
export function pagesOfApp(folder = join(import.meta.dirname, "../../app"), path = ""): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === "page.tsx") return [path === "" ? "/" : path];
    if (!entry.isDirectory()) return [];
    const part = entry.name.startsWith("(") ? "" : `/${entry.name}`;
    return pagesOfApp(join(folder, entry.name), path + part);
  });
}
