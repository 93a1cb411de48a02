"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { cancelJob } from "@/lib/jobs/options";
import { isOpen, JOB_KINDS, type JobView } from "@/lib/jobs/model";
import { Button } from "../ui/button";
import { InertText } from "../ui/inert-text";

/** Where a job stands: a bar, a sentence and, while it is open, the way to stop it. */
export function JobProgress({ job, mayCancel }: { job: JobView; mayCancel: boolean }) {
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelJob(job.id),
    onSettled: () => queries.invalidateQueries({ queryKey: ["jobs"] }),
  });
  const { afterCancel, cancels } = JOB_KINDS[job.kind];
  const refused = `This needs the permission ${cancels}.`;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5 text-xs">
      <div className="flex min-h-7 items-center gap-3">
        <span className="min-w-0 flex-1 truncate text-ink-2">
          <span className="font-medium text-ink">{job.title}</span>
          <span className="tabular-nums">
            {" "}
            · <InertText text={sentenceOf(job)} spaces />
          </span>
        </span>
        {isOpen(job.state) && (
          <Button
            size="sm"
            variant="ghost"
            title={mayCancel ? afterCancel : undefined}
            disabledReason={
              mayCancel ? (cancel.isPending ? "It is being cancelled" : null) : refused
            }
            onClick={() => cancel.mutate()}
          >
            Cancel
          </Button>
        )}
      </div>
      <Bar job={job} />
      {cancel.isError && (
        <p role="alert" className="text-danger">
          {cancel.error.message}
        </p>
      )}
    </div>
  );
}

function Bar({ job: { done, total, title, state } }: { job: JobView }) {
  const share = total === null || total === 0 ? null : Math.min(done / total, 1);
  const percent = state === "done" ? 100 : Math.round((share ?? 0) * 100);
  return (
    <div
      role="progressbar"
      aria-label={title}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null && state !== "done" ? undefined : percent}
      className="h-1 overflow-hidden rounded-full bg-line"
    >
      <div
        className="h-full rounded-full bg-ink-3 transition-[width] duration-500 motion-reduce:transition-none"
        style={{ width: `${percent}%` }}
      />
    </div>
  );
}

function sentenceOf({ state, sentence, error }: JobView): string {
  if (state === "failed") return error ?? "It failed.";
  return state === "cancelled" ? `cancelled; ${sentence}` : sentence;
}
