"use client";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { isOpen } from "@/lib/jobs/model";
import { type DraftView, isOpenDraft } from "@/lib/policy/drafts/model";
import { FIRST_FOUND, replayOptions, reviewOptions } from "@/lib/policy/options";
import type { Outcome } from "@/lib/policy/replay/model";
import { Loaded } from "../../layout/page-body";
import { savingWords, useEditQueue } from "../edits/use-edit-queue";
import { Part } from "./part";
import { ReplayFound } from "./replay-found";
import { ReplayProgress } from "./replay-progress";
import { ReplayStart } from "./replay-start";

/** The draft over real calls: what it would have done, and what of that cannot be told. */
export function ReplaySection({ draft }: { draft: DraftView }) {
  return (
    <Part
      title="Replay over real calls"
      lead="Each call that came is answered once by the version that the draft was made from and once by the draft. Only what differs is shown."
    >
      <Loaded
        queryKey={replayOptions(draft.id, undefined, FIRST_FOUND).queryKey}
        label="replay"
        rows={2}
      >
        <Replay draft={draft} />
      </Loaded>
    </Part>
  );
}

/** As many as the API gives at once. */
const MOST_ITEMS = 500;

function Replay({ draft }: { draft: DraftView }) {
  const [outcome, setOutcome] = useState<Outcome | undefined>();
  const [limit, setLimit] = useState(FIRST_FOUND);
  const { data: last } = useSuspenseQuery(replayOptions(draft.id, undefined, FIRST_FOUND));
  const { data: review } = useQuery(reviewOptions(draft.id, draft.revision));
  const { pending } = useEditQueue(draft.id);
  const running = last !== null && isOpen(last.job.state);
  return (
    <>
      {isOpenDraft(draft.state) && !running && (
        <ReplayStart
          draft={draft}
          last={last}
          refusal={
            review?.readable === false
              ? "The text has an error: mend it first"
              : savingWords(pending.length)
          }
        />
      )}
      {last === null && !isOpenDraft(draft.state) && (
        <p className="text-sm text-ink-3">It was not replayed before it ended.</p>
      )}
      {last !== null && running && <ReplayProgress jobId={last.job.id} />}
      {last !== null && (
        <ReplayFound
          draft={draft}
          last={last}
          outcome={outcome}
          onOutcome={(next) => {
            setOutcome(next);
            setLimit(FIRST_FOUND);
          }}
          limit={limit}
          onMore={limit < MOST_ITEMS ? () => setLimit(MOST_ITEMS) : null}
        />
      )}
    </>
  );
}
