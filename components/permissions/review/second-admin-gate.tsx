"use client";
import Link from "next/link";
import type { DraftView } from "@/lib/policy/drafts/model";
import { needsSecond } from "@/lib/policy/guard/held-back";
import type { DraftReview } from "@/lib/policy/guard/review-view";
import { routes } from "@/lib/routes";
import { InertText } from "../../ui/inert-text";
import { ActorName } from "../actor-name";
import { AgreeButton } from "./agree-button";
import { Gate } from "./gate";
import { LooseningWords } from "./loosening-words";

/** Who must agree, and why; in single-admin mode, that nobody else is there. */
export function SecondAdminGate({
  draft,
  review,
  me,
}: {
  draft: DraftView;
  review: DraftReview;
  me: string;
}) {
  const { agreement } = draft;
  const { singleAdmin, tests } = review;
  const needs = needsSecond(review);
  const wanted = needs || tests.failed.length > 0;
  if (agreement !== null)
    return (
      <Gate
        state="done"
        title={
          <>
            <ActorName name={agreement.by} /> agreed
          </>
        }
      >
        <p className="text-xs text-ink-2 wrap-anywhere">
          <InertText text={agreement.reason} />
          {agreement.overridesTests && ". Failing tests do not hold it back."}
        </p>
      </Gate>
    );
  if (!review.readable)
    return (
      <Gate state="open" title="Whether a second admin is needed is not known yet">
        <p className="text-xs text-ink-3">It can be told once the text has no error.</p>
      </Gate>
    );
  if (!needs)
    return (
      <Gate state="done" title="No second admin is needed">
        <p className="text-xs text-ink-3">
          It lets none of its authors do more.
          {singleAdmin.on && " One admin may publish alone here: single-admin mode."}
        </p>
        {wanted && !singleAdmin.on && <AgreeButton draft={draft} review={review} me={me} />}
      </Gate>
    );
  return (
    <Gate
      state="open"
      title={singleAdmin.on ? "It would take a second admin" : "A second admin has to agree"}
    >
      <LooseningWords review={review} draft={draft} />
      {singleAdmin.on ? (
        <p className="text-xs font-medium">
          <Link
            href={routes.versions()}
            prefetch={false}
            className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
          >
            Single-admin mode
          </Link>
          {singleAdmin.why === "only_one"
            ? ": you are the only admin, so you may publish alone. That is recorded with the version."
            : ": this deployment lets one admin publish alone. That is recorded with the version."}
        </p>
      ) : (
        <AgreeButton draft={draft} review={review} me={me} />
      )}
    </Gate>
  );
}
