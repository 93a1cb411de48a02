import { z } from "zod";
import type { Pool } from "../../../db/client";
import type { DirectoryCache } from "../../identity/directory-cache";
import { knownTools } from "../reach/known-tools";
import { documentRef, readDocument } from "../read-document";
import type { SemanticDiff } from "./model";
import { semanticDiffOf } from "./semantic-diff";

/** The version in force where one is left out. */
export const diffInput = z.strictObject({
  before: documentRef.optional(),
  after: documentRef.optional(),
});

export const diffView = z.object({
  before: z.string(),
  after: z.string(),
});

/** Any two documents by what they mean for each identity, as of now, with their texts. */
export async function readDiff(
  { pool, directory }: { pool: Pool; directory: DirectoryCache },
  asked: z.output<typeof diffInput>,
): Promise<SemanticDiff & z.infer<typeof diffView>> {
  const [before, after, { index }, tools] = await Promise.all([
    readDocument(pool, asked.before),
    readDocument(pool, asked.after),
    directory.newest(),
    knownTools(pool),
  ]);
  const known = {
    membership: index,
    tools: tools.map(({ server, name }) => ({ type: "tool", server, name })),
    now: Date.now(),
  };
  return {
    ...semanticDiffOf(before.policy, after.policy, known),
    before: before.text,
    after: after.text,
  };
}
