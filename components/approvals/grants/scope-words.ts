import type { WiderScope } from "@/lib/approvals/model";
import type { GrantView } from "@/lib/approvals/view";

/** What else a yes covers. */
export const SCOPE_WORDS: Record<WiderScope, string> = {
  same_arguments: "The same call with the same arguments",
  tool_in_session: "This tool in the same session, whatever the arguments",
};

export const GRANT_STATE_WORDS: Record<GrantView["state"], string> = {
  standing: "stands",
  used_up: "used up",
  ended: "ended",
  revoked: "taken back",
};
