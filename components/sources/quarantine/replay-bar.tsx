"use client";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import type { ReplayResult } from "@/lib/calls/quarantine-view";
import { formatsOptions, SOURCES_KEY } from "@/lib/sources/options";
import { postReplay } from "@/lib/sources/requests";
import type { SourceView } from "@/lib/sources/view";
import { Button } from "../../ui/button";
import { CheckField } from "../../ui/check-field";
import { Notice } from "../../ui/notice";
import { SelectField } from "../../ui/select-field";
import { NEEDS_WRITE } from "../connect-button";
import { statusSentence } from "../status-words";

/** Sends entries through ingest again, and says what each came to. */
export function ReplayBar({
  source,
  chosen,
  all,
  mayWrite,
  onChoose,
}: {
  source: SourceView;
  chosen: readonly string[];
  /** The entries of this page. */
  all: readonly string[];
  mayWrite: boolean;
  onChoose: (ids: readonly string[]) => void;
}) {
  const client = useQueryClient();
  const { data: formats } = useSuspenseQuery(formatsOptions());
  const [format, setFormat] = useState("");
  const replaying = useMutation({
    mutationFn: (ids: string[] | null) => postReplay(source.id, ids, format || null),
    onSuccess: () => {
      onChoose([]);
      return client.invalidateQueries({ queryKey: SOURCES_KEY });
    },
  });
  const busy = replaying.isPending ? "Replaying…" : null;
  const barred = mayWrite ? busy : NEEDS_WRITE;
  const waiting = source.quarantined.entries;
  return (
    <div className="grid gap-3">
      {all.length > 0 && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {mayWrite && (
            <CheckField
              label={chosen.length === 0 ? "All on this page" : `${chosen.length} chosen`}
              checked={chosen.length === all.length}
              onChange={(event) => onChoose(event.target.checked ? all : [])}
            />
          )}
          <div className="ml-auto flex flex-wrap gap-2">
            <SelectField
              label="Read as"
              hideLabel
              compact
              className="w-64 max-md:w-full"
              value={format}
              disabled={!mayWrite}
              onChange={(event) => setFormat(event.target.value)}
              options={[
                { value: "", name: "Read as the format they came in" },
                ...formats.items.map((one) => ({ value: one.format, name: `As ${one.title}` })),
              ]}
            />
            <Button
              disabledReason={barred ?? (chosen.length === 0 ? "Choose entries first" : null)}
              onClick={() => replaying.mutate([...chosen])}
            >
              <RotateCcw aria-hidden className="size-3.5" />
              Replay the chosen
            </Button>
            <Button disabledReason={barred} onClick={() => replaying.mutate(null)}>
              Replay all {waiting > 0 && waiting.toLocaleString("en")}
            </Button>
          </div>
        </div>
      )}
      {replaying.error && <Notice>{replaying.error.message}</Notice>}
      <p role="status" className="text-sm empty:hidden">
        {replaying.data && resultOf(replaying.data)}
      </p>
    </div>
  );
}

function resultOf(result: ReplayResult): string {
  if (result.replayed === 0) return "Nothing was left to replay.";
  const still = result.quarantined + result.conflict;
  const rest = still === 0 ? "" : " What did not help is in the history of each entry.";
  return `Replayed ${result.replayed.toLocaleString("en")}: ${statusSentence(result)}.${rest}`;
}
