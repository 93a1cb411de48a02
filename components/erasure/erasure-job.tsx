"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { isOpen } from "@/lib/jobs/model";
import { jobOptions } from "@/lib/jobs/options";
import { JobProgress } from "../jobs/job-progress";

/** How an erasure stands, until it has ended; what it changes is read anew then. */
export function ErasureJob({
  id,
  mayCancel,
  onEnded,
}: {
  id: string;
  mayCancel: boolean;
  onEnded?: () => void;
}) {
  const queries = useQueryClient();
  const { data: job, error } = useQuery(jobOptions(id));
  const ended = job !== undefined && !isOpen(job.state);
  useEffect(() => {
    if (!ended) return;
    for (const key of ["erasures", "retention", "calls", "directory"]) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
    onEnded?.();
    // Once, when it ends.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [ended]);
  if (error) return <p className="text-sm text-danger">{error.message}</p>;
  if (job === undefined) return <p className="min-h-9 text-sm text-ink-3">Asking for it…</p>;
  return <JobProgress job={job} mayCancel={mayCancel} />;
}
