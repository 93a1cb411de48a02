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

export const routes = {
  setup: () => "/setup",
  signIn: (next?: string) => withQuery("/sign-in", { next }),
  calls: (address: CallsAddress = {}) => withQuery("/calls", address),
};

function withQuery(path: string, members: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(members)) if (value) query.set(key, value);
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}
