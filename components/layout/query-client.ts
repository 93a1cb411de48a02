import { isServer, QueryClient } from "@tanstack/react-query";

/** A client for one render on the server, or the one of this tab. */
export function browserQueryClient(): QueryClient {
  if (isServer) return makeQueryClient();
  tabClient ??= makeQueryClient();
  return tabClient;
}

/** Records do not change under the reader's eyes: only "refresh" and new addresses ask again. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 60_000, refetchOnWindowFocus: false, retry: false },
    },
  });
}

let tabClient: QueryClient | undefined;
