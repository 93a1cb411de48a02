// One answer to a gateway, as it is recorded.
import type { Effect, Reason } from "../policy/model";

export type DecisionRecord = {
  id: string;
  /** Milliseconds since the epoch. */
  at: number;
  sourceId: number;
  caller: { iss: string; sub: string };
  client: string | undefined;
  action: string;
  /** The tool of a server, where the request names both. */
  tool: { server: string; name: string } | undefined;
  /** Type and id as they were asked for; a tool of a server is `tool:server/name`. */
  resource: string;
  runAs: string | undefined;
  /** What was answered. */
  effect: Effect;
  /** What enforcing would have answered, where the source only monitors and it is not the same. */
  would: Exclude<Effect, "allow"> | undefined;
  reason: Reason;
  ruleIds: readonly string[];
  /** The blocks that denied. */
  blockIds: readonly string[];
  /** 0 while nothing was published. */
  policyVersion: number;
  retryAfter: number | undefined;
  requestId: string | undefined;
};
