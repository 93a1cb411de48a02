import type { Pool } from "../../../db/client";
import { actorName } from "../../access/command";
import type { Viewer } from "../../access/viewer";
import { reviewDocument } from "../guard/review";
import type { DraftReview } from "../guard/review-view";
import { newestVersion } from "../read-versions";
import { authorsOf } from "./agree-draft";
import { documentOf } from "./create-draft";
import { readDraft } from "./read-drafts";

/** What stands between a draft and its publication, as of now. Throws `not_found`. */
export async function reviewDraft(pool: Pool, id: string): Promise<DraftReview> {
  const { document, base, inForce } = await readDraft(pool, id);
  const before = base === 0 ? NO_RULES : await documentOf(pool.db, base);
  const authors = await authorsOf(pool.db, id);
  return { ...(await reviewDocument(pool.db, { document, before, authors })), base, inForce };
}

/** The same of a text that nobody has saved yet, as if the viewer were its only author. */
export async function checkText(
  pool: Pool,
  viewer: Viewer,
  { document, base }: { document: string; base?: number | undefined },
): Promise<DraftReview> {
  const inForce = await newestVersion(pool.db);
  const from = base ?? inForce;
  const before = from === 0 ? NO_RULES : await documentOf(pool.db, from);
  const author = { name: actorName({ kind: "member", viewer }), memberId: viewer.memberId };
  const review = await reviewDocument(pool.db, { document, before, authors: [author] });
  return { ...review, base: from, inForce };
}

const NO_RULES = '{"rules":[]}';
