// The one way in which a document becomes the version in force.
import { desc } from "drizzle-orm";
import type { Db } from "../../db/client";
import { policyVersion } from "../../db/schema/policy";
import { DomainError } from "../errors";
import { contentHash } from "./content-hash";
import { refuseUnready, type Consent } from "./guard/refuse";
import { type Author, reviewDocument } from "./guard/review";
import { raiseDecisionsVersion } from "./raise-decisions-version";
import { readPolicy } from "./read-policy";

export type Publication = {
  document: string;
  reason: string;
  /** The version that it was made from, and the one that the publisher named: 0 for none. */
  base: number;
  expected: number;
  authors: readonly Author[];
  consent: Consent;
  /** `document`: only what is wrong with the document itself holds it back. */
  guards: "all" | "document";
  about: Partial<typeof policyVersion.$inferInsert>;
};

/**
 * Under the lock that publishing takes. Throws `conflict` with both documents where another version
 * is in force than the one that this was made from; for the rest see `refuseUnready`.
 */
export async function publishVersion(tx: Db, publication: Publication) {
  const { document, reason, base, expected, authors, consent, guards, about } = publication;
  await raiseDecisionsVersion(tx);
  const [inForce] = await tx
    .select()
    .from(policyVersion)
    .orderBy(desc(policyVersion.number))
    .limit(1);
  const newest = inForce?.number ?? 0;
  if (newest !== base || newest !== expected) {
    const made = newest === base ? expected : base;
    throw new DomainError("conflict", conflictOf(newest, made), {
      details: {
        needs: "rebase",
        base: made,
        yours: { document },
        theirs: inForce
          ? {
              number: newest,
              author: inForce.author,
              reason: inForce.reason,
              publishedAt: new Date(inForce.publishedAt).toISOString(),
              document: inForce.document,
            }
          : null,
      },
    });
  }
  const review = await reviewDocument(tx, {
    document,
    before: inForce?.document ?? NO_RULES,
    authors,
  });
  const held = guards === "all" ? review : { ...review, catchAll: [], loosens: [] };
  const { singleAdmin } = refuseUnready(held, consent);
  const read = readPolicy(document);
  if (!read.ok) throw new Error("a document without a defect cannot be read");
  const hash = contentHash(read.policy);
  const number = newest + 1;
  const overrodeTests = review.tests.failed.length > 0;
  await tx.insert(policyVersion).values({
    number,
    document,
    contentHash: hash,
    base: newest,
    author: authors.map(({ name }) => name).join(", "),
    reason,
    overrodeTests,
    singleAdmin,
    ...about,
  });
  return { number, contentHash: hash, rules: read.policy.rules.length, singleAdmin, overrodeTests };
}

const NO_RULES = '{"rules":[]}';

function conflictOf(inForce: number, base: number): string {
  if (inForce === 0) return `No version is in force; this one was made from version ${base}.`;
  return base === 0
    ? `Version ${inForce} is in force already; start from it.`
    : `Version ${inForce} is in force by now; this one was made from version ${base}.`;
}
