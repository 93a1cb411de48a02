// From a review to a refusal: what nothing overrides, and what a second admin has to say.
import { DomainError } from "../../errors";
import type { Review } from "./review-view";

/** What whoever publishes says, and what a second admin has agreed to. */
export type Consent = {
  /** Ids of rules that speak of everything. */
  confirmed: readonly string[];
  agreed: boolean;
  overridesTests: boolean;
};

/**
 * Throws `invalid` with the places for what cannot be published, and `conflict` for what lacks a
 * confirmation or a second admin. Tells whether one admin did what takes two.
 */
export function refuseUnready(review: Review, consent: Consent): { singleAdmin: boolean } {
  const { defects, tests, catchAll, loosens, singleAdmin } = review;
  const [defect] = defects;
  if (defect !== undefined) {
    const more = defects.length > 1 ? ` (and ${defects.length - 1} more)` : "";
    const where = `line ${defect.line}, column ${defect.column}: ${pathOf(defect.path)}`;
    throw new DomainError(
      "invalid",
      `The policy has an error in ${where}${defect.message}${more}`,
      {
        fields: defects.map(({ line, column, path, message }) => ({
          path: `document:${line}:${column}`,
          message: `${line}:${column} ${pathOf(path)}${message}`,
        })),
      },
    );
  }
  const overridden = consent.overridesTests && (consent.agreed || singleAdmin.on);
  const [test] = tests.failed;
  if (test !== undefined && !overridden) {
    const words = ({ name, expected, answered }: typeof test) =>
      `the test "${name}" expects ${expected} and gets ${answered}`;
    const more = tests.failed.length > 1 ? ` (and ${tests.failed.length - 1} more fail)` : "";
    throw new DomainError(
      "invalid",
      `Not published: ${words(test)}${more}. In a draft a second admin can override this.`,
      {
        fields: tests.failed.map((one) => ({
          path: `document:${one.line}:${one.column}`,
          message: words(one),
        })),
        details: { needs: "override" },
      },
    );
  }
  const unconfirmed = catchAll.filter(({ ruleId }) => !consent.confirmed.includes(ruleId));
  const [wide] = unconfirmed;
  if (wide !== undefined) {
    throw new DomainError(
      "conflict",
      `${wide.selector} in the rule ${wide.ruleId} matches everything: ${wide.tools} tools and ${wide.identities} identities. Confirm it.`,
      { details: { needs: "confirmation", catchAll: unconfirmed } },
    );
  }
  const [loosening] = loosens;
  if (loosening !== undefined && !consent.agreed && !singleAdmin.on) {
    throw new DomainError("conflict", sentenceOf(loosening, review.unknownAuthors), {
      details: { needs: "second_admin", loosens, unknownAuthors: review.unknownAuthors },
    });
  }
  return {
    singleAdmin: !consent.agreed && (loosening !== undefined || test !== undefined),
  };
}

function sentenceOf(
  { author, whose, ruleId, change }: Review["loosens"][number],
  unknownAuthors: readonly string[],
): string {
  if (unknownAuthors.includes(author)) {
    return `Rule ${ruleId} (${change}) lets somebody do more, and nobody knows who ${author} is at the gateways: a second admin has to agree, or an owner links the member to a person.`;
  }
  const rights =
    whose === "author" ? `what ${author} may do` : `what ${whose} may do, which ${author} is in`;
  return `Rule ${ruleId} (${change}) loosens ${rights}: a second admin has to agree.`;
}

function pathOf(path: string): string {
  return path === "" ? "" : `${path}: `;
}
