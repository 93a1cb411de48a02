"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { describeQuery } from "@/lib/calls/query-language/describe";
import { parseQuery } from "@/lib/calls/query-language/parse";
import { callsInWords, EXPORT_PARTS, type ExportFormat } from "@/lib/exports/model";
import { beginExport, countOptions, type ExportedList, exportUrl } from "@/lib/exports/options";
import { Button } from "../ui/button";
import { CheckField } from "../ui/check-field";
import { InertText } from "../ui/inert-text";
import { Notice } from "../ui/notice";
import { rememberExport } from "./begun-exports";
import { FormatChoice } from "./format-choice";

/** What goes into the file, in which form; the browser saves it itself. */
export function ExportForm({
  list,
  range,
  mayReadPayload,
  onBegun,
}: {
  list: ExportedList;
  range: string;
  mayReadPayload: boolean;
  onBegun: () => void;
}) {
  const queries = useQueryClient();
  const [format, setFormat] = useState<ExportFormat>("csv");
  const [withPayloads, setWithPayloads] = useState(false);
  const count = useQuery(countOptions(list));
  const begin = useMutation({
    mutationFn: () => beginExport(list, { format, include: withPayloads ? EXPORT_PARTS : [] }),
    onSuccess: ({ job }) => {
      rememberExport(job);
      save(exportUrl(job));
      void queries.invalidateQueries({ queryKey: ["jobs", "open"] });
      onBegun();
    },
  });
  const parsed = parseQuery(list.q);
  const empty = count.data?.calls === 0 && !count.data.about;
  return (
    <form
      aria-label="Export calls"
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!empty && !begin.isPending) begin.mutate();
      }}
    >
      <div className="grid gap-0.5">
        <p className="text-base font-medium tabular-nums" aria-live="polite">
          {count.isError
            ? "How many they are could not be read"
            : count.data
              ? capital(callsInWords(count.data))
              : "Counting…"}
        </p>
        <p className="text-ink-2">
          {range} · <InertText text={parsed.ok ? describeQuery(parsed.query) : ""} />
        </p>
        <p className="text-xs text-ink-3">
          Everything that matches, newest first, with all columns. What comes after the start is not
          in it.
        </p>
      </div>
      <FormatChoice format={format} onFormat={setFormat} />
      <CheckField
        label="With payloads"
        hint={
          mayReadPayload
            ? "Arguments, results and network addresses. The admin log records that you looked into all of them."
            : "Arguments, results and network addresses need the permission payload:read."
        }
        checked={withPayloads}
        disabled={!mayReadPayload}
        onChange={(event) => setWithPayloads(event.target.checked)}
      />
      {begin.isError && <Notice>{begin.error.message}</Notice>}
      <div className="flex items-center gap-3 border-t pt-4">
        <p className="min-w-0 flex-1 text-xs text-ink-3">
          The admin log records every export with its query.
        </p>
        <Button
          type="submit"
          variant="primary"
          disabledReason={
            empty ? "No call matches" : begin.isPending ? "The export is being begun" : null
          }
        >
          Download
        </Button>
      </div>
    </form>
  );
}

/** As a click on a link would: the page stays, and nothing of the file passes through it. */
function save(url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = "";
  link.click();
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
