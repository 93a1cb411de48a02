import type { Pool } from "../../db/client";
import { catalogFacts } from "../catalog/catalog-facts";
import { readBlocks } from "./blocks";
import { newestVersion, readPolicyVersion } from "./read-versions";

/** What a gateway needs to decide by itself, the same text as long as nothing changes. */
export async function policyBundle(pool: Pool) {
  const number = await newestVersion(pool.db);
  const [policy, blocks, catalog] = await Promise.all([
    number === 0 ? null : readPolicyVersion(pool, number),
    readBlocks(pool),
    catalogFacts(pool),
  ]);
  return {
    policy: policy && {
      number: policy.number,
      contentHash: policy.contentHash,
      publishedAt: policy.publishedAt,
      document: policy.document,
    },
    blocks: blocks.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    catalog: {
      held: [...catalog.quarantine].toSorted(),
      reviewed: Object.fromEntries([...catalog.definitions].toSorted()),
      enforced: [...catalog.enforced]
        .map(([server, { strict, tools }]) => ({ server, strict, tools: [...tools].toSorted() }))
        .toSorted((a, b) => (a.server < b.server ? -1 : 1)),
    },
  };
}
