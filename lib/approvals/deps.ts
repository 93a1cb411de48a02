// What the verbs of approvals work with; a process' container has all of it.
import type { Pool } from "../../db/client";
import type { DimensionCache } from "../calls/dimension-cache";
import type { Container } from "../container";
import type { DecisionDeps } from "../decisions/decide";
import type { Env } from "../env";
import type { DirectoryCache } from "../identity/directory-cache";
import type { Keys } from "../secrets/keys";

export type ApprovalDeps = {
  pool: Pool;
  keys: Keys;
  env: Pick<Env, "url" | "smtpUrl" | "allowAddresses">;
  decisions: DecisionDeps;
  dimensions: DimensionCache;
  directory: DirectoryCache;
};

export function approvalDeps(container: Container, pool: Pool): ApprovalDeps {
  const { keys, env, decisions, dimensions, directory } = container;
  return { pool, keys, env, decisions, dimensions, directory };
}
