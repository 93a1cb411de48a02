// A deployment on a database of its own for tests: real PostgreSQL, our own code unmocked.
import { openPool, type Pool } from "../../db/client";
import { createTestDatabase } from "../../db/testing/database";
import type { Role } from "../access/model";
import { permissionsOf } from "../access/permissions";
import type { Viewer } from "../access/viewer";
import { emptyDimensionCache } from "../calls/dimension-cache";
import { type IngestDeps, ingestEvents } from "../calls/ingest";
import type { IngestResult } from "../calls/ingest-status";
import { directoryCache } from "../identity/directory-cache";
import { openKeys } from "../secrets/key-ring";
import { createSource } from "../sources/create-source";
import type { Source } from "../sources/model";

export type TestDeployment = IngestDeps & { url: string; close: () => Promise<void> };

export const testSecret = Buffer.alloc(32, 7);

export async function testDeployment(): Promise<TestDeployment> {
  const database = await createTestDatabase();
  const pool = openPool(database.url, { name: "test", max: 8 });
  const keys = await openKeys(pool.db, testSecret);
  return {
    url: database.url,
    pool,
    keys,
    directory: directoryCache(pool),
    dimensions: emptyDimensionCache(),
    close: async () => {
      await pool.close();
      await database.drop();
    },
  };
}

export const asOperator = (pool: Pool) =>
  ({ pool, actor: { kind: "operator", osUser: "test" } }) as const;

export function testSource(pool: Pool, name = "gw", format = "native"): Promise<Source> {
  return createSource(asOperator(pool), { name, format });
}

export function viewerWith(...roles: Role[]): Viewer {
  return {
    memberId: "mem_test",
    email: "test@acme.example",
    name: null,
    roles,
    permissions: permissionsOf(roles),
    sessionId: "none",
    tokenId: null,
  };
}

/** Sends native records as one batch that may be old. */
export function send(
  deps: IngestDeps,
  source: Source,
  records: readonly unknown[],
): Promise<IngestResult[]> {
  return ingestEvents(deps, {
    source,
    format: source.format,
    items: records.map((raw, n) => ({ content: { raw }, position: `item ${n}` })),
    receivedAt: new Date(),
    backfill: true,
  });
}

/** A native call of Alice on github/create_issue that ran as her own GitHub account. */
export function nativeCall(id: string, more: Record<string, unknown> = {}) {
  return {
    id,
    type: "tool.call",
    time: "2026-11-20T10:00:00.123456Z",
    caller: { evidence: "validated", iss: "https://idp.acme.example", sub: "00alice" },
    server: { name: "github" },
    tool: { name: "create_issue", arguments: { repo: "acme/app", token: "hunter2-hunter2" } },
    downstream: {
      evidence: "validated",
      kind: "user_token",
      iss: "https://github.example",
      sub: "1001",
    },
    outcome: { status: "ok", durationMs: 12 },
    ...more,
  };
}
