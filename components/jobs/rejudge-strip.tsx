"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, useEffect } from "react";
import { openJobsOptions } from "@/lib/jobs/options";
import { onDemand } from "../ui/on-demand";

const JobProgress = onDemand(async () => (await import("./job-progress")).JobProgress);

/** Says that verdicts are on the move, while they are; shows the calls anew when that has ended. */
export function RejudgeStrip({ mayCancel }: { mayCancel: boolean }) {
  const { data } = useQuery(openJobsOptions());
  const queries = useQueryClient();
  const job = data?.items.find(({ kind }) => kind === "rejudge");
  const isOpen = job !== undefined;
  useEffect(() => {
    if (!isOpen) return;
    return () => void queries.invalidateQueries({ queryKey: ["calls"] });
  }, [isOpen, queries]);
  if (job === undefined) return null;
  return (
    <section aria-label="Judging calls again" className="border-t bg-surface px-4 py-1.5">
      <Suspense fallback={<div className="h-7" />}>
        <JobProgress job={job} mayCancel={mayCancel} />
      </Suspense>
    </section>
  );
}
