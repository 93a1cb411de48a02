"use client";
import { lazy, Suspense, useId, useRef } from "react";
import { type DraftView, isOpenDraft } from "@/lib/policy/drafts/model";
import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { DraftFrame } from "../drafts/draft-frame";
import { usePolicyRefusal } from "../permissions-access";
import { type EditorFocus, PolicyEditor } from "./policy-editor";
import { ProblemList } from "./problem-list";
import { TextStatus } from "./text-status";
import { useDraftText } from "./use-draft-text";
import { useLeaveGuard } from "./use-leave-guard";
import { useTextCheck } from "./use-text-check";

/** Reads and merges whole documents: loaded when it is needed. */
const SaveConflict = lazy(async () => ({
  default: (await import("./save-conflict")).SaveConflict,
}));

/** A draft as its text. `line`: where to begin in it. */
export function DraftTextPage({ id, line }: { id: string; line: number | null }) {
  return (
    <DraftFrame id={id} view="text">
      {(draft, now) => <DraftEditor key={draft.id} draft={draft} line={line} now={now} />}
    </DraftFrame>
  );
}

function DraftEditor({ draft, line, now }: { draft: DraftView; line: number | null; now: number }) {
  const refusal = usePolicyRefusal();
  const isOpen = isOpenDraft(draft.state);
  const written = useDraftText(draft);
  const check = useTextCheck(written.text, draft.base);
  const editor = useRef<EditorFocus>(null);
  const noteId = useId();
  useLeaveGuard(written.dirty);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-11 shrink-0 items-center gap-x-3 border-b px-3 py-1.5 md:px-4">
        <TextStatus
          id={noteId}
          draft={draft}
          written={written}
          check={check}
          readOnly={!isOpen || refusal !== null}
          now={now}
        />
        {isOpen && (
          <Button
            variant={written.dirty ? "primary" : "outline"}
            disabledReason={
              refusal ??
              (written.theirs
                ? "Settle first what another saved"
                : written.saving
                  ? "Saving…"
                  : written.dirty
                    ? null
                    : "Nothing was changed since it was saved")
            }
            onClick={written.save}
          >
            Save
          </Button>
        )}
      </div>
      {written.problem !== null && (
        <div className="shrink-0 p-2">
          <Notice>
            Not saved. <InertText text={written.problem} />
          </Notice>
        </div>
      )}
      {written.theirs && (
        <Suspense fallback={<p className="p-3 text-sm">Somebody else saved first…</p>}>
          <SaveConflict written={written} theirs={written.theirs} />
        </Suspense>
      )}
      <div className="min-h-48 flex-1 overflow-hidden focus-within:bg-surface">
        <PolicyEditor
          label="The draft’s text"
          noteId={noteId}
          text={written.text}
          problems={check.problems}
          readOnly={!isOpen || refusal !== null}
          focusRef={editor}
          onReady={() => line !== null && editor.current?.goTo({ line, column: 1 })}
          onText={written.write}
          onSave={written.save}
        />
      </div>
      {check.problems.length > 0 && (
        <ProblemList problems={check.problems} onGo={(place) => editor.current?.goTo(place)} />
      )}
    </div>
  );
}
