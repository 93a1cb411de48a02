// The document that a page of the policy shows: a draft's, a version's, or the one in force.
import type { Pool } from "../../../db/client";
import { readDraft } from "../drafts/read-drafts";
import type { Policy } from "../model";
import { readDocument } from "../read-document";
import { newestVersion } from "../read-versions";

export type Shown = {
  draft: string | null;
  /** Of the document, or what the draft was made from; 0 for none. */
  version: number;
  revision: number | null;
  policy: Policy;
};

/** Throws `not_found`, and `invalid` with the places where a draft's text is no policy. */
export async function readShown(
  pool: Pool,
  { draft, version }: { draft?: string | undefined; version?: number | undefined },
): Promise<Shown> {
  if (draft !== undefined) {
    const { id, base, revision, document } = await readDraft(pool, draft);
    const { policy } = await readDocument(pool, { document });
    return { draft: id, version: base, revision, policy };
  }
  const number = version ?? (await newestVersion(pool.db));
  return { draft: null, version: number, revision: null, policy: await policyOf(pool, number) };
}

/** Of a version; 0 for the time before the first. */
export async function policyOf(pool: Pool, version: number): Promise<Policy> {
  return (await readDocument(pool, { version })).policy;
}
