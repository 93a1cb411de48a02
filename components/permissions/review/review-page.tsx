"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useDeferredValue, useState } from "react";
import { type DraftView, isOpenDraft } from "@/lib/policy/drafts/model";
import { reviewOptions } from "@/lib/policy/options";
import { Loaded } from "../../layout/page-body";
import { cn } from "../../ui/cn";
import { Skeleton } from "../../ui/skeleton";
import { DraftFrame } from "../drafts/draft-frame";
import { savingWords, useEditQueue } from "../edits/use-edit-queue";
import { DraftTextDiff } from "./draft-text-diff";
import { PublishPanel } from "./publish-panel";
import { ReplaySection } from "./replay-section";
import { StoredTests } from "./stored-tests";
import { UnsavedNote } from "./unsaved-note";
import { WhatChanges } from "./what-changes";

/** Reads and merges whole documents: loaded when it is needed. */
const RebasePanel = lazy(async () => ({ default: (await import("./rebase-panel")).RebasePanel }));

/** Everything that somebody wants to know before a draft is published, and the way to publish it. */
export function ReviewPage({ id, me }: { id: string; me: string }) {
  return (
    <DraftFrame id={id} view="review">
      {(draft, now) => <Review draft={draft} now={now} me={me} />}
    </DraftFrame>
  );
}

function Review({ draft: newest, now, me }: { draft: DraftView; now: number; me: string }) {
  const { pending } = useEditQueue(newest.id);
  // Of a queue that is being saved only the end is reviewed.
  const [settled, setSettled] = useState(newest);
  if (pending.length === 0 && settled !== newest) setSettled(newest);
  // After a change, what was said of the text before stays until all of the next is known.
  const draft = useDeferredValue(settled);
  const { id, revision, state, base, inForce } = draft;
  const { queryKey } = reviewOptions(id, revision);
  return (
    <div className="relative [container-type:size] min-h-0 flex-1 overflow-auto" tabIndex={-1}>
      <div
        className={cn(
          "mx-auto grid w-full max-w-[1400px] grid-cols-[minmax(0,1fr)] items-start gap-x-8 px-3 pb-16 md:px-4",
          isOpenDraft(state) && "xl:grid-cols-[minmax(0,1fr)_23rem]",
        )}
      >
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)]">
          <UnsavedNote id={id} />
          <SavingNote pending={pending.length} />
          {isOpenDraft(state) && base !== inForce && (
            <Suspense fallback={<Skeleton className="mt-4 h-24" />}>
              <RebasePanel draft={draft} now={now} />
            </Suspense>
          )}
          <WhatChanges draft={draft} />
          <Loaded queryKey={queryKey} label="tests">
            <Tests draft={draft} />
          </Loaded>
          <ReplaySection draft={draft} />
          <DraftTextDiff draft={draft} />
        </div>
        {isOpenDraft(state) && (
          <aside
            aria-label="Publish"
            className="max-xl:border-t xl:sticky xl:top-0 xl:max-h-[100cqh] xl:overflow-y-auto"
          >
            <Loaded queryKey={queryKey} label="what is missing" rows={6}>
              <PublishPanel draft={draft} me={me} />
            </Loaded>
          </aside>
        )}
      </div>
    </div>
  );
}

/** What is reviewed is the saved text: says so while edits are on their way. */
function SavingNote({ pending }: { pending: number }) {
  return (
    <p role="status" className="text-sm text-ink-2 not-empty:pt-4">
      {pending > 0 && `${savingWords(pending)} What stands here is of the text before them.`}
    </p>
  );
}

function Tests({ draft }: { draft: DraftView }) {
  const { data: review } = useSuspenseQuery(reviewOptions(draft.id, draft.revision));
  return <StoredTests draft={draft} review={review} />;
}
