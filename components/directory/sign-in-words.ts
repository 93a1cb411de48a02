// How a server signs in, in words.
import type { DownstreamKind } from "@/lib/calls/model";
import type { ServerView } from "@/lib/identity/directory-views";

/** Kinds of credential that a declaration can name. */
export const KIND_WORDS: Partial<Record<DownstreamKind, string>> = {
  user_token: "the user’s own token",
  exchanged_token: "a token exchanged for the user’s",
  capability_token: "a capability token",
  client_credentials: "client credentials",
  api_key: "an API key",
  workload: "a workload identity",
  passthrough: "the caller’s token, passed through",
};

/** "As the caller’s own account"; null where nobody said it. */
export function signInWords({ configured, declaredAt }: ServerView): string | null {
  if (declaredAt === null) return null;
  if (configured?.as === "caller") return "As the caller’s own account";
  if (configured?.sub) return `Always as ${configured.sub}`;
  if (configured?.kind) return "By the kind of its credential";
  return "Declared, without an identity";
}
