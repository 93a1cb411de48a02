// What seeing a tool, or deciding about it, does to its state. Pure; the cases are in the test.
import type { Change, ServerState, ToolState } from "./model";

/** By whom a state may follow another: by what was seen (`changed`), or by an admin (the others). */
export const TOOL_TRANSITIONS = {
  allowed: ["changed", "blocked"],
  new: ["allowed", "blocked"],
  changed: ["allowed", "blocked"],
  blocked: ["allowed"],
} satisfies Record<ToolState, ToolState[]>;

export const SERVER_TRANSITIONS = {
  learning: ["enforced"],
  enforced: ["learning"],
} satisfies Record<ServerState, ServerState[]>;

/** What waits for a review, and what no decision lets through meanwhile. */
export const WAITING: readonly ToolState[] = ["new", "changed"];

export function mayBecome(from: ToolState, to: ToolState): boolean {
  const allowed: readonly ToolState[] = TOOL_TRANSITIONS[from];
  return allowed.includes(to);
}

export type KnownTool = {
  state: ToolState;
  /** Hex; null where no definition was ever seen. */
  sha256: string | null;
  reviewedSha256: string | null;
  /** When it was seen last, by whatever, and when its definition was; milliseconds. */
  lastSeen: number;
  toldAt: number | null;
  goneSince: number | null;
};

export type SeenServer = { state: ServerState; strict: boolean };
/** `at`: when it was seen last, in milliseconds; `sha256` null where only its name was. */
export type Seen = { sha256: string | null; at: number };

export type AfterSighting = { tool: KnownTool; changes: Change[] };

/**
 * The tool after it was seen. A definition that is older than the one told last is history: it
 * changes nothing, so that importing an old log puts no tool in quarantine.
 */
export function afterSighting(
  tool: KnownTool | null,
  server: SeenServer,
  seen: Seen,
): AfterSighting {
  if (tool === null) return firstSighting(server, seen);
  const isBack = tool.goneSince !== null && seen.at > tool.goneSince;
  const present = {
    ...tool,
    lastSeen: Math.max(tool.lastSeen, seen.at),
    goneSince: isBack ? null : tool.goneSince,
  };
  const changes: Change[] = isBack ? ["back"] : [];
  const isHistory = tool.toldAt !== null && seen.at < tool.toldAt;
  if (seen.sha256 === null || isHistory) return { tool: present, changes };
  const told = { ...present, sha256: seen.sha256, toldAt: seen.at };
  if (seen.sha256 !== tool.sha256) changes.push(worded(tool));
  const stays = tool.state !== "allowed" || seen.sha256 === tool.reviewedSha256;
  return { tool: stays ? told : settle(told, tool, server), changes };
}

/** An allowed tool with another definition than the reviewed one, or with its first. */
function settle(told: KnownTool, { reviewedSha256 }: KnownTool, server: SeenServer): KnownTool {
  const adopts = server.state === "learning" || (reviewedSha256 === null && !server.strict);
  return adopts ? { ...told, reviewedSha256: told.sha256 } : { ...told, state: "changed" };
}

function worded({ sha256 }: KnownTool): Change {
  return sha256 === null ? "first_definition" : "definition_changed";
}

function firstSighting(server: SeenServer, { sha256, at }: Seen): AfterSighting {
  const isLearned = server.state === "learning";
  const tool: KnownTool = {
    state: isLearned ? "allowed" : "new",
    sha256,
    reviewedSha256: isLearned ? sha256 : null,
    lastSeen: at,
    toldAt: sha256 === null ? null : at,
    goneSince: null,
  };
  return { tool, changes: ["first_seen"] };
}
