import { z } from "zod";
import { policyVersion } from "../../db/schema/policy";
import { actorName, command } from "../access/command";
import { DomainError } from "../errors";
import { indexDirectory } from "../identity/directory-index";
import { readDirectory } from "../identity/read-directory";
import { contentHash } from "./content-hash";
import { describeDefect, type PlacedDefect } from "./defect";
import { directoryFacts } from "./directory-facts";
import { POLICY_LIMITS, type Policy } from "./model";
import { readPolicy } from "./read-policy";
import { newestVersion } from "./read-versions";
import { raiseDecisionsVersion } from "./raise-decisions-version";
import { type FailedTest, failedTests } from "./run-tests";

export const publishInput = z.strictObject({
  /** JSON with comments, kept as it is. */
  document: z.string().max(POLICY_LIMITS.bytes),
  reason: z.string().trim().min(3).max(500),
});

/**
 * Makes the document the version in force, everywhere within a second. `base` is the number of the
 * version that its author started from, 0 for none: throws `conflict` where another is in force by
 * now, and `invalid` with line and reason for a document with an error or a failing test.
 */
export const publishPolicy = command({
  action: "policy.published",
  needs: "policy:write",
  input: publishInput.extend({ base: z.number().int().min(0) }),
  run: async (tx, { document, reason, base }, { actor }) => {
    const policy = publishable(document);
    const directory = directoryFacts(indexDirectory(await readDirectory(tx)));
    refuseFailing(failedTests(policy, directory, Date.now()));
    await raiseDecisionsVersion(tx);
    const inForce = await newestVersion(tx);
    if (inForce !== base) throw new DomainError("conflict", conflictOf(inForce, base));
    const hash = contentHash(policy);
    const number = base + 1;
    const author = actorName(actor);
    await tx.insert(policyVersion).values({
      number,
      document,
      contentHash: hash,
      base,
      author,
      reason,
    });
    return { number, contentHash: hash, rules: policy.rules.length };
  },
  audit: ({ reason }, { number, contentHash: hash, rules }) => ({
    subject: `policy:${number}`,
    details: { reason, contentHash: hash, rules },
  }),
});

/** Throws `invalid` that names every defect with its line and column. */
function publishable(document: string): Policy {
  const read = readPolicy(document);
  const defects = read.ok ? read.doubts : read.defects;
  if (read.ok && defects.length === 0) return read.policy;
  throw new DomainError("invalid", sentenceOf(defects), {
    fields: defects.map((defect) => ({
      path: `document:${defect.line}:${defect.column}`,
      message: describeDefect(defect),
    })),
  });
}

function sentenceOf([first, ...others]: readonly PlacedDefect[]): string {
  const where = first ? `line ${first.line}, column ${first.column}: ${describeDefect(first)}` : "";
  return `The policy has an error in ${where}${others.length > 0 ? ` (and ${others.length} more)` : ""}`;
}

function refuseFailing(failed: readonly FailedTest[]): void {
  const [first] = failed;
  if (first === undefined) return;
  const words = ({ name, expected, answered }: FailedTest) =>
    `the test "${name}" expects ${expected} and gets ${answered}`;
  throw new DomainError(
    "invalid",
    `Not published: ${words(first)}${failed.length > 1 ? ` (and ${failed.length - 1} more fail)` : ""}.`,
    { fields: failed.map((one) => ({ path: `tests.${one.at}`, message: words(one) })) },
  );
}

function conflictOf(inForce: number, base: number): string {
  if (inForce === 0) return `No version is in force; this one was made from version ${base}.`;
  return base === 0
    ? `Version ${inForce} is in force already; start from it.`
    : `Version ${inForce} is in force by now; this one was made from version ${base}.`;
}
