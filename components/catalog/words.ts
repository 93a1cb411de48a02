// What states and changes of the catalog are called for people.
import type { Change, HeldAs, ServerState, ToolState } from "@/lib/catalog/model";
import type { Risk } from "@/lib/identity/model";

export const STATE_WORDS: Record<ToolState, string> = {
  allowed: "allowed",
  new: "new, in quarantine",
  changed: "changed, in quarantine",
  blocked: "blocked",
};

/** Why no call is let through. */
export const HELD_WORDS: Record<HeldAs, string> = {
  new: "in quarantine: new",
  changed: "in quarantine: changed",
  blocked: "blocked in the catalog",
};

/** Of every tool of a strict server. */
export const STRICT_WORDS = "held where the gateway states no fingerprint";

export const SERVER_WORDS: Record<ServerState, { name: string; means: string }> = {
  learning: { name: "learning", means: "What is seen of it is registered and usable." },
  enforced: {
    name: "enforced",
    means: "What is new or changed waits in quarantine for a review.",
  },
};

export const CHANGE_WORDS: Record<Change, string> = {
  first_seen: "was seen for the first time",
  first_definition: "told its definition for the first time",
  definition_changed: "had another definition",
  gone: "was missing from a complete list",
  back: "was seen again",
  allowed: "was allowed",
  blocked: "was blocked",
  renamed: "was recognised as a renamed tool",
  learning_again: "was allowed, as its server learns again",
};

export const RISK_WORDS: Record<Risk, string> = {
  read: "Read",
  write: "Write",
  destructive: "Destructive",
};

/** What nobody classified counts as destructive. */
export const NO_RISK = "Not classified";
