// Every URL of the console, in one place.

/** What the calls page keeps in its address. Empty members are left out. */
export type CallsAddress = {
  q?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  tz?: string | undefined;
  cursor?: string | undefined;
  call?: string | undefined;
  /** Which part of the open call is shown; the answer where nothing is said. */
  tab?: string | undefined;
  /** Columns, their order and widths; see `lib/calls/columns.ts`. */
  cols?: string | undefined;
  /** "on" while new calls are added as they come. */
  live?: string | undefined;
};

/** What a source's page keeps in its address. */
export type SourceAddress = {
  tab?: "settings" | "keys" | "connect" | "quarantine" | undefined;
  /** Of the quarantine: which entries, and where the page begins. */
  state?: "settled" | undefined;
  cursor?: string | undefined;
};

/** What a list of the directory keeps in its address. */
export type ListAddress = { q?: string | undefined; cursor?: string | undefined };

/** What the catalog keeps in its address: which tools, and where the page begins. */
export type CatalogAddress = {
  q?: string | undefined;
  server?: string | undefined;
  state?: "allowed" | "new" | "changed" | "blocked" | "waiting" | "gone" | undefined;
  risk?: "read" | "write" | "destructive" | "none" | undefined;
  cursor?: string | undefined;
};

/** What the overview keeps in its address: the same range and zone as the calls page. */
export type OverviewAddress = Pick<CallsAddress, "from" | "to" | "tz">;

/** What the admin log keeps in its address. */
export type AdminLogAddress = {
  actor?: string | undefined;
  action?: string | undefined;
  subject?: string | undefined;
  request?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  tz?: string | undefined;
  cursor?: string | undefined;
};

/** What the decisions page keeps in its address. */
export type DecisionsAddress = {
  answer?: string | undefined;
  /** Slug of a person, or a principal's public id. */
  caller?: string | undefined;
  /** `server/tool`. */
  tool?: string | undefined;
  /** Only what this block denied. */
  block?: string | undefined;
  cursor?: string | undefined;
};

/** What the list of drafts keeps in its address; open ones where nothing is said. */
export type DraftsAddress = {
  state?: "published" | "discarded" | undefined;
  cursor?: string | undefined;
};

/** What the inbox of approvals keeps in its address; what waits for the reader where it says nothing. */
export type ApprovalsAddress = {
  tab?: "groups" | "decided" | "expired" | undefined;
  /** The approval whose card is open. */
  approval?: string | undefined;
  /** Those that are to have one answer, with commas between: open in place of a card. */
  together?: string | undefined;
  cursor?: string | undefined;
};

/** What a version is exported to; see `lib/policy/export/model.ts`. */
export type ExportAddress = {
  target: "agentgateway" | "toolhive" | "agentcore";
  /** Whose tokens the gateway takes, and what it is called. */
  issuer?: string | undefined;
  gateway?: string | undefined;
};

/** Which two versions are compared. */
export type CompareAddress = { from?: string | undefined; to?: string | undefined };

/** What the list of rules keeps in its address. */
export type RulesAddress = {
  q?: string | undefined;
  /** Which rules: switched off, not used in 90 days. */
  show?: "off" | "unused" | undefined;
  /** The rule that is open, by its id. */
  rule?: string | undefined;
};

/** What the page of effective access keeps in its address: an identity or a tool. */
export type AccessAddress = {
  subject?: string | undefined;
  /** `server/tool`. */
  tool?: string | undefined;
  cursor?: string | undefined;
};

/** What the matrix of permissions keeps in its address; of subjects, as `printSubjects` writes them. */
export type MatrixAddress = {
  q?: string | undefined;
  server?: string | undefined;
  open?: string | undefined;
  /** Instead of all columns: what is compared. */
  only?: string | undefined;
  /** "on" while only what the draft changes is shown. */
  changed?: string | undefined;
};

export const routes = {
  home: () => "/",
  setup: () => "/setup",
  signIn: (next?: string) => withQuery("/sign-in", { next }),
  overview: (address: OverviewAddress = {}) => withQuery("/overview", address),
  notifications: () => "/settings/notifications",
  retention: () => "/settings/retention",
  invitation: () => "/invitation",
  settings: () => "/settings",
  members: () => "/settings/members",
  invite: () => "/settings/members/invite",
  member: (id: string) => `/settings/members/${encodeURIComponent(id)}`,
  profile: (came: { connected?: string; refused?: string; back?: string | undefined } = {}) =>
    withQuery("/settings/profile", came),
  /** One's own passkeys; `back`: the page that needs one. */
  passkeys: (back?: string) => `${withQuery("/settings/profile", { back })}#passkeys`,
  adminLog: (address: AdminLogAddress = {}) => withQuery("/settings/admin-log", address),
  signInRefused: (code: string) => withQuery("/sign-in", { refused: code }),
  calls: (address: CallsAddress = {}) => withQuery("/calls", address),
  catalog: (address: CatalogAddress = {}) => withQuery("/catalog", address),
  tool: (id: string) => `/catalog/${encodeURIComponent(id)}`,
  blocks: () => "/permissions/blocks",
  approvals: (address: ApprovalsAddress = {}) => withQuery("/approvals", address),
  approvalGrants: (address: { cursor?: string | undefined } = {}) =>
    withQuery("/approvals/grants", address),
  deputies: () => "/approvals/deputies",
  approvalFigures: () => "/approvals/figures",
  /** One approval's card: what a message leads to. */
  approval: (id: string) => routes.approvals({ approval: id }),
  decisions: (address: DecisionsAddress = {}) => withQuery("/decisions", address),
  permissions: () => "/permissions",
  rules: (address: RulesAddress = {}) => withQuery("/permissions/rules", address),
  draftRules: (id: string, address: RulesAddress = {}) =>
    withQuery(`/permissions/drafts/${encodeURIComponent(id)}/rules`, address),
  access: (address: AccessAddress = {}) => withQuery("/permissions/access", address),
  matrix: (address: MatrixAddress = {}) => withQuery("/permissions/matrix", address),
  draftMatrix: (id: string, address: MatrixAddress = {}) =>
    withQuery(`/permissions/drafts/${encodeURIComponent(id)}/matrix`, address),
  drafts: (address: DraftsAddress = {}) => withQuery("/permissions/drafts", address),
  /** A draft's text; `line`: where to go in it. */
  draft: (id: string, place: { line?: string } = {}) =>
    withQuery(`/permissions/drafts/${encodeURIComponent(id)}`, place),
  draftReview: (id: string) => `/permissions/drafts/${encodeURIComponent(id)}/review`,
  versions: (address: { cursor?: string | undefined } = {}) =>
    withQuery("/permissions/versions", address),
  version: (number: number) => `/permissions/versions/${number}`,
  exportVersion: (number: number, address: ExportAddress) =>
    withQuery(`/permissions/versions/${number}/export`, address),
  compareVersions: (address: CompareAddress = {}) =>
    withQuery("/permissions/versions/compare", address),
  sources: () => "/sources",
  newSource: () => "/sources/new",
  source: (id: string, address: SourceAddress = {}) =>
    withQuery(`/sources/${encodeURIComponent(id)}`, address),
  directory: () => "/directory",
  persons: (address: ListAddress = {}) => withQuery("/directory/persons", address),
  person: (slug: string) => `/directory/persons/${encodeURIComponent(slug)}`,
  unlinked: () => "/directory/unlinked",
  services: (address: ListAddress = {}) => withQuery("/directory/services", address),
  clients: (address: ListAddress = {}) => withQuery("/directory/clients", address),
  actors: (address: ListAddress = {}) => withQuery("/directory/actors", address),
  sanctions: (address: ListAddress = {}) => withQuery("/directory/sanctions", address),
  revocations: (address: ListAddress = {}) => withQuery("/directory/revocations", address),
  servers: (address: ListAddress = {}) => withQuery("/directory/servers", address),
  server: (id: string) => `/directory/servers/${encodeURIComponent(id)}`,
  directoryImport: (kind?: string) => withQuery("/directory/import", { kind }),
};

function withQuery(path: string, members: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(members)) if (value) query.set(key, value);
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}
