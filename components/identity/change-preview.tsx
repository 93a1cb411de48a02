"use client";
import { useMutation } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { ApiError } from "@/lib/api-client";
import { type Cells, type ChangePreview, previewChange } from "@/lib/identity/directory-requests";
import type { DirectoryKind } from "@/lib/identity/directory-rows";
import { VERDICTS } from "@/lib/identity/model";
import { VerdictLabel } from "../calls/verdict-label";
import { Button } from "../ui/button";
import { InertText } from "../ui/inert-text";
import { Notice } from "../ui/notice";

/**
 * What verdicts a change would move, asked for before it is saved. A server without that preview says so,
 * and the change can be saved all the same.
 */
export function ChangePreviewPanel({
  kind,
  read,
  current,
}: {
  kind: DirectoryKind;
  /** The rows as they stand in the form; null where the form is not complete. */
  read: () => readonly Cells[] | null;
  /** Changes with every edit: a preview of another state is not shown. */
  current: string;
}) {
  const asking = useMutation({
    mutationFn: (wanted: { rows: readonly Cells[]; of: string }) =>
      previewChange(kind, wanted.rows),
  });
  const fresh = asking.variables?.of === current;
  const missing = asking.error instanceof ApiError && asking.error.status === 404;
  return (
    <section
      aria-label="Preview of verdicts"
      className="grid gap-3 rounded-lg border bg-sunken px-3 py-2.5"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="min-w-0 flex-1 text-ink-2">
          {asking.data && fresh
            ? sizeOf(asking.data)
            : "See which verdicts would change, over calls that were really made."}
        </p>
        <Button
          disabledReason={asking.isPending ? "Judging calls…" : null}
          onClick={() => {
            const rows = read();
            if (rows) asking.mutate({ rows, of: current });
          }}
        >
          Preview
        </Button>
      </div>
      {asking.isPending && <p role="status">Judging calls…</p>}
      {missing && (
        <p role="status" className="text-ink-2">
          The preview is not available on this server. The change can be saved without it.
        </p>
      )}
      {asking.error && fresh && !missing && (
        <Notice>
          <InertText text={asking.error.message} />
        </Notice>
      )}
      {asking.data && fresh && <Changes preview={asking.data} />}
    </section>
  );
}

function sizeOf({ affected, sampled, judged }: ChangePreview): string {
  const calls = `${affected.toLocaleString("en")} ${affected === 1 ? "call" : "calls"}`;
  if (!sampled) return `It can touch ${calls}; each was judged.`;
  const part = judged === undefined ? "the newest" : `the newest ${judged.toLocaleString("en")}`;
  return `It can touch about ${calls}; ${part} of them were judged.`;
}

function Changes({ preview: { changes } }: { preview: ChangePreview }) {
  const moved = changes.filter(({ from, to, calls }) => from !== to && calls > 0);
  if (moved.length === 0) return <p role="status">No verdict would change.</p>;
  return (
    <ul aria-label="Verdicts that would change" className="grid gap-1">
      {moved.map(({ from, to, calls }) => (
        <li key={`${from} ${to}`} className="flex flex-wrap items-center gap-x-3">
          <span className="w-16 text-right font-medium tabular-nums">
            {calls.toLocaleString("en")}
          </span>
          <Verdict name={from} />
          <ArrowRight aria-label="become" className="size-3.5 text-ink-3" />
          <Verdict name={to} />
        </li>
      ))}
    </ul>
  );
}

function Verdict({ name }: { name: string }) {
  const known = VERDICTS.find((verdict) => verdict === name);
  return known ? <VerdictLabel verdict={known} /> : <InertText text={name} />;
}
