// Every URL of the console, in one place.

/** What the calls page keeps in its address. Empty members are left out. */
export type CallsAddress = {
  q?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  tz?: string | undefined;
  cursor?: string | undefined;
  call?: string | undefined;
};

/** What a source's page keeps in its address. */
export type SourceAddress = {
  tab?: "settings" | "keys" | "connect" | "quarantine" | undefined;
  /** Of the quarantine: which entries, and where the page begins. */
  state?: "settled" | undefined;
  cursor?: string | undefined;
};

export const routes = {
  setup: () => "/setup",
  signIn: (next?: string) => withQuery("/sign-in", { next }),
  calls: (address: CallsAddress = {}) => withQuery("/calls", address),
  servers: () => "/directory/servers",
  sources: () => "/sources",
  newSource: () => "/sources/new",
  source: (id: string, address: SourceAddress = {}) =>
    withQuery(`/sources/${encodeURIComponent(id)}`, address),
};

function withQuery(path: string, members: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(members)) if (value) query.set(key, value);
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}
