"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { retryEdits } from "./edit-queue";
import { forgetEdits } from "./edits-in-cache";
import { editWords } from "./edit-words";
import { useEditQueue } from "./use-edit-queue";

const MOST_NAMED = 6;

/** Edits of the draft that were not saved: said until they are sent again, or left. */
export function NotSaved({ id }: { id: string }) {
  const queries = useQueryClient();
  const { failed } = useEditQueue(id);
  if (failed.length === 0) return null;
  const words = failed.flatMap(({ queued }) => queued.edits.map(editWords));
  const why = [...new Set(failed.map(({ error }) => error.message))];
  return (
    <div className="shrink-0 px-3 py-2 md:px-4">
      <Notice>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="min-w-0 flex-1 basis-80 wrap-anywhere">
            {words.length === 1 ? "1 edit was" : `${words.length.toLocaleString("en")} edits were`}{" "}
            not saved: <InertText text={words.slice(0, MOST_NAMED).join(", ")} />
            {words.length > MOST_NAMED && ` and ${words.length - MOST_NAMED} more`}.{" "}
            <InertText text={why.join(" ")} />
          </p>
          <span className="flex gap-2">
            <Button size="sm" onClick={() => retryEdits(queries, id)}>
              Try again
            </Button>
            <Button
              size="sm"
              variant="ghost"
              onClick={() =>
                forgetEdits(
                  queries,
                  failed.map(({ queued }) => queued),
                )
              }
            >
              Leave {words.length === 1 ? "it" : "them"}
            </Button>
          </span>
        </div>
      </Notice>
    </div>
  );
}
