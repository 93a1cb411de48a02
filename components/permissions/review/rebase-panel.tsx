"use client";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useMemo } from "react";
import type { DraftView } from "@/lib/policy/drafts/model";
import { versionOptions } from "@/lib/policy/options";
import { type DraftChanges, saveDraft } from "@/lib/policy/requests";
import { takeIn } from "@/lib/policy/take-in";
import { routes } from "@/lib/routes";
import { QueryBoundary } from "../../layout/query-boundary";
import { Age } from "../../ui/age";
import { Button } from "../../ui/button";
import { buttonStyle } from "../../ui/button-style";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { Skeleton } from "../../ui/skeleton";
import { useSingle } from "../../ui/use-single";
import { ActorNames } from "../actor-name";
import { BothChanges } from "../both-changes";
import { TakenInWords } from "../taken-in-words";
import { useReviewRefusal } from "./use-review-refusal";

const NO_RULES = '{"rules":[]}';

/** Another version is in force than the draft was made from: their change beside this one. */
export function RebasePanel({ draft, now }: { draft: DraftView; now: number }) {
  return (
    <section
      aria-label="Somebody else published first"
      className="mt-4 grid gap-3 rounded-md border border-line-strong bg-canvas p-3 md:p-4"
    >
      <QueryBoundary
        queryKey={versionOptions(draft.inForce).queryKey}
        loading={<Skeleton className="h-24" />}
      >
        {draft.base === 0 ? (
          <Rebase draft={draft} base={NO_RULES} now={now} />
        ) : (
          <FromVersion draft={draft} now={now} />
        )}
      </QueryBoundary>
    </section>
  );
}

function FromVersion({ draft, now }: { draft: DraftView; now: number }) {
  const { data } = useSuspenseQuery(versionOptions(draft.base));
  return <Rebase draft={draft} base={data.document} now={now} />;
}

function Rebase({ draft, base, now }: { draft: DraftView; base: string; now: number }) {
  const { id, revision, inForce } = draft;
  const { data: theirs } = useSuspenseQuery(versionOptions(inForce));
  const queries = useQueryClient();
  const refusal = useReviewRefusal(id);
  const taken = useMemo(
    () => takeIn({ base, theirs: theirs.document, yours: draft.document }),
    [base, theirs.document, draft.document],
  );
  const saving = useMutation({
    mutationFn: useSingle((changes: DraftChanges) => saveDraft(id, revision, changes)),
    onSettled: () => queries.invalidateQueries({ queryKey: ["policy"] }),
  });
  return (
    <>
      <div className="grid gap-1">
        <h2 className="text-base font-semibold tracking-tight">
          Version {inForce} was published meanwhile
        </h2>
        <p className="max-w-[72ch] text-sm text-ink-2 wrap-anywhere">
          By <ActorNames names={theirs.author.split(", ")} />,{" "}
          <Age iso={theirs.publishedAt} now={now} />: <InertText text={theirs.reason} />. This draft
          was made from {draft.base === 0 ? "nothing" : `version ${draft.base}`}, so it cannot be
          published over theirs. <TakenInWords taken={taken} />
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {taken.ok ? (
          <Button
            variant="primary"
            disabledReason={refusal ?? (saving.isPending ? "Saving…" : null)}
            onClick={() => saving.mutate({ document: taken.text, base: inForce })}
          >
            Take theirs in
          </Button>
        ) : (
          <>
            <Link href={routes.draft(id)} prefetch={false} className={buttonStyle({})}>
              Edit the text
            </Link>
            <Button
              disabledReason={refusal ?? (saving.isPending ? "Saving…" : null)}
              onClick={() => saving.mutate({ base: inForce })}
            >
              I have taken theirs in by hand
            </Button>
          </>
        )}
      </div>
      {saving.error && (
        <Notice>
          <InertText text={saving.error.message} />
        </Notice>
      )}
      <BothChanges
        base={base}
        theirs={{
          title: `Their change: version ${inForce}`,
          label: "Their change",
          text: theirs.document,
        }}
        yours={{ title: "This draft’s change", label: "This draft’s change", text: draft.document }}
      />
    </>
  );
}
