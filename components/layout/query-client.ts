import { isServer, MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError, isPassing } from "@/lib/api-client";
import { leaveForSignIn } from "../session/session-end";

/** A client for one render on the server, or the one of this tab. */
export function browserQueryClient(): QueryClient {
  if (isServer) return makeQueryClient();
  tabClient ??= makeQueryClient();
  return tabClient;
}

/**
 * Records do not change under the reader's eyes: only "refresh" and new addresses ask again. What may pass
 * is tried again for about 15 seconds; a session that is over empties the tab.
 */
export function makeQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (isServer || !(error instanceof ApiError) || error.status !== 401) return;
    tabClient?.clear();
    leaveForSignIn();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        // Asked also while the browser thinks it is offline: it may be wrong, and an answer is due.
        networkMode: "always",
        retry: (failures, error) => !isServer && failures < RETRIES && isPassing(error),
        retryDelay: (failures) => 1000 * 2 ** failures,
      },
      mutations: { networkMode: "always" },
    },
  });
}

/** After 1, 2, 4 and 8 seconds. */
const RETRIES = 4;

let tabClient: QueryClient | undefined;
