// The words of the catalog: states of servers and tools, and what the API answers about them.
import { z } from "zod";
import { RISKS } from "../identity/model";

export const SERVER_STATES = ["learning", "enforced"] as const;
export type ServerState = (typeof SERVER_STATES)[number];

export const TOOL_STATES = ["allowed", "new", "changed", "blocked"] as const;
export const toolStateSchema = z.enum(TOOL_STATES);
export type ToolState = z.infer<typeof toolStateSchema>;

/** Why no call of a tool is let through, whatever the rules say. */
export const HELD_AS = ["new", "changed", "blocked"] as const;
export type HeldAs = (typeof HELD_AS)[number];

/** Null where the catalog holds nothing: while its server learns, only what was refused is held. */
export function heldAs(state: ToolState | null, server: ServerState | undefined): HeldAs | null {
  if (state === "blocked") return state;
  if (server !== "enforced" || state === "allowed") return null;
  return state ?? "new";
}

/** How a definition became known. */
export const SEEN_IN = ["list", "call", "import"] as const;
export type SeenIn = (typeof SEEN_IN)[number];

export const CHANGES = [
  "first_seen",
  "first_definition",
  "definition_changed",
  "gone",
  "back",
  "allowed",
  "blocked",
  "renamed",
  "learning_again",
] as const;
export type Change = (typeof CHANGES)[number];

/** Why somebody decided so; kept in the tool's history and in the admin log. */
export const reasonSchema = z.string().trim().min(3).max(500);

const count = z.number().int();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "no SHA-256 in lower-case hex");

export const catalogServerView = z.object({
  /** The server's own id, as the directory has it. */
  id: z.string(),
  name: z.string(),
  state: z.enum(SERVER_STATES),
  strict: z.boolean(),
  /** Since when it is in this state, who said so and why; null where it began by itself. */
  changedAt: z.string(),
  changedBy: z.string().nullable(),
  reason: z.string().nullable(),
  /** The last list that had every tool; null where none came. */
  listedAt: z.string().nullable(),
  /** Entries of that list that are no readable tool. */
  unread: count,
  tools: count,
  waiting: count,
  blocked: count,
});
export type CatalogServerView = z.infer<typeof catalogServerView>;

export const catalogServersPage = z.object({
  items: z.array(catalogServerView),
  next: z.string().nullable(),
  /** Of all servers. */
  waiting: count,
});

export const toolView = z.object({
  id: z.string(),
  server: z.string().nullable(),
  serverId: z.string().nullable(),
  serverState: z.enum(SERVER_STATES).nullable(),
  name: z.string(),
  risk: z.enum(RISKS).nullable(),
  /** Null for a name that the catalog has not met: an admin's word, or a resource or prompt. */
  state: toolStateSchema.nullable(),
  stateSince: z.string().nullable(),
  firstSeenAt: z.string().nullable(),
  lastSeenAt: z.string().nullable(),
  goneSince: z.string().nullable(),
  sha256: sha256.nullable(),
  /** Of the last 30 days, from the rollups. */
  calls: count,
  people: count,
  /** The last day (UTC) with a call. */
  lastUsed: z.string().nullable(),
});
export type ToolView = z.infer<typeof toolView>;

export const toolsPage = z.object({ items: z.array(toolView), next: z.string().nullable() });

export const toolQuery = z.strictObject({
  cursor: z.string().max(200).optional(),
  server: z.string().max(2_500).optional(),
  state: z.enum([...TOOL_STATES, "waiting", "gone"]).optional(),
  risk: z.enum([...RISKS, "none"]).optional(),
  q: z.string().trim().max(200).optional(),
});
export type ToolQuery = z.output<typeof toolQuery>;

export const reviewInput = z.object({
  tools: z
    .array(
      z.object({
        id: z.string().regex(/^\d{1,9}$/, "no id of a tool"),
        /** The fingerprint that was looked at, null for none: another one by now is a conflict. */
        sha256: sha256.nullable(),
      }),
    )
    .min(1)
    .max(500),
  verdict: z.enum(["allowed", "blocked"]),
  reason: reasonSchema,
});
