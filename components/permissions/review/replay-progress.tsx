"use client";
import { useQuery } from "@tanstack/react-query";
import { jobOptions } from "@/lib/jobs/options";
import { JobProgress } from "../../jobs/job-progress";
import { usePolicyRefusal } from "../permissions-access";

/** How far the replay is, and the way to stop it. */
export function ReplayProgress({ jobId }: { jobId: string }) {
  const mayCancel = usePolicyRefusal() === null;
  const { data: job } = useQuery(jobOptions(jobId));
  return (
    <div className="min-h-10 rounded-md border px-3 py-2">
      {job && <JobProgress job={job} mayCancel={mayCancel} />}
    </div>
  );
}
