"use client";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { byteSize } from "@/lib/byte-size";
import { callsInWords, exportResultSchema } from "@/lib/exports/model";
import { isOpen, type JobView } from "@/lib/jobs/model";
import { jobOptions } from "@/lib/jobs/options";
import { JobProgress } from "../jobs/job-progress";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { putExportAway } from "./begun-exports";

/** How far one export is, or what came of it. */
export function OneExport({ id }: { id: string }) {
  const { data: job } = useQuery(jobOptions(id));
  if (job === undefined) return null;
  return (
    <div className="px-4 py-1.5">
      {isOpen(job.state) ? <JobProgress job={job} mayCancel /> : <Ended job={job} />}
    </div>
  );
}

function Ended({ job }: { job: JobView }) {
  const result = exportResultSchema.safeParse(job.result);
  const sha256 = result.success ? result.data.sha256 : null;
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-2">
      <p role="status" className="min-w-0 flex-1 tabular-nums">
        <Outcome job={job} result={result.success ? result.data : null} />
      </p>
      {sha256 !== null && (
        <CopyButton text={sha256} label="Copy the SHA-256 of the file">
          SHA-256 <span className="font-mono">{sha256.slice(0, 12)}…</span>
        </CopyButton>
      )}
      <Button
        size="sm"
        variant="ghost"
        aria-label="Put this export away"
        className="w-7 px-0"
        onClick={() => putExportAway(job.id)}
      >
        <X aria-hidden className="size-3.5" />
      </Button>
    </div>
  );
}

function Outcome({
  job: { state, error },
  result,
}: {
  job: JobView;
  result: { rows: number; bytes: number } | null;
}) {
  const sent = result
    ? `${callsInWords({ calls: result.rows, about: false })}, ${byteSize(result.bytes)}`
    : "nothing was sent";
  if (state === "done")
    return (
      <>
        <span className="font-medium text-ink">Exported</span> · {sent}
      </>
    );
  if (state === "cancelled")
    return (
      <>
        <span className="font-medium text-ink">Export cancelled</span> · what was saved is not
        whole: {sent}
      </>
    );
  return (
    <>
      <span className="font-medium text-danger">Export failed</span> · {error} What was saved is not
      whole: {sent}
    </>
  );
}
