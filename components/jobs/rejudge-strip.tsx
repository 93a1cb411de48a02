"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { openJobsOptions } from "@/lib/jobs/options";
import { JobProgress } from "./job-progress";

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
      <JobProgress job={job} mayCancel={mayCancel} />
    </section>
  );
}
