"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import type { DraftView } from "@/lib/policy/drafts/model";
import { draftDiffOptions } from "@/lib/policy/options";
import { ApiError } from "@/lib/api-client";
import { Failed } from "../../layout/failed";
import { QueryBoundary } from "../../layout/query-boundary";
import { Skeleton } from "../../ui/skeleton";
import { SemanticChanges } from "../semantic-changes";
import { Part } from "./part";

/** What the draft means for each identity, beside the version that it was made from. */
export function WhatChanges({ draft }: { draft: DraftView }) {
  return (
    <Part
      title="What it changes"
      lead={
        draft.base === 0
          ? "Beside no policy, under which everything is denied."
          : `Beside version ${draft.base}, for each identity that its rules name, as the directory and the catalog are today.`
      }
    >
      <QueryBoundary
        queryKey={draftDiffOptions(draft).queryKey}
        loading={<Skeleton className="h-24" />}
        failed={(error, retry) => <NotTold error={error} retry={retry} />}
      >
        <Changes draft={draft} />
      </QueryBoundary>
    </Part>
  );
}

function Changes({ draft }: { draft: DraftView }) {
  const { data } = useSuspenseQuery(draftDiffOptions(draft));
  return <SemanticChanges diff={data} />;
}

function NotTold({ error, retry }: { error: unknown; retry: () => void }) {
  if (error instanceof ApiError && error.status === 400)
    return <p className="text-sm text-ink-2">It cannot be told while the text has an error.</p>;
  return <Failed error={error} retry={retry} className="py-4 md:py-6" />;
}
