import type { z } from "zod";
import type { Pool } from "../../../db/client";
import type { DirectoryCache } from "../../identity/directory-cache";
import { knownTools } from "../reach/known-tools";
import { readDocument } from "../read-document";
import type { DiffView, diffInput } from "./model";
import { semanticDiffOf } from "./semantic-diff";

/** Any two documents by what they mean for each identity, as of now, with their texts. */
export async function readDiff(
  { pool, directory }: { pool: Pool; directory: DirectoryCache },
  asked: z.output<typeof diffInput>,
): Promise<DiffView> {
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
