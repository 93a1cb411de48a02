"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import type { DraftView } from "@/lib/policy/drafts/model";
import { versionOptions } from "@/lib/policy/options";
import { QueryBoundary } from "../../layout/query-boundary";
import { Skeleton } from "../../ui/skeleton";
import { TextDiff } from "../text-diff";
import { Part } from "./part";

/** What was written, line by line, beside the version that the draft was made from. */
export function DraftTextDiff({ draft }: { draft: DraftView }) {
  const { base, document } = draft;
  return (
    <Part title="Text" lead={base === 0 ? undefined : `Line by line, beside version ${base}.`}>
      {base === 0 ? (
        <TextDiff label="The draft’s text, line by line" before="" after={document} />
      ) : (
        <QueryBoundary
          queryKey={versionOptions(base).queryKey}
          loading={<Skeleton className="h-24" />}
        >
          <BesideVersion base={base} document={document} />
        </QueryBoundary>
      )}
    </Part>
  );
}

function BesideVersion({ base, document }: { base: number; document: string }) {
  const { data } = useSuspenseQuery(versionOptions(base));
  return (
    <TextDiff
      label={`From version ${base} to the draft, line by line`}
      before={data.document}
      after={document}
    />
  );
}
