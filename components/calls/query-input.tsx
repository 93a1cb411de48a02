"use client";
import { useImperativeHandle, useRef, useState } from "react";
import type { QueryEditor } from "./query-editor/query-editor";
import type { QueryDraft } from "./use-query-draft";

export type BarProps = {
  draft: QueryDraft;
  /** Of the element that says what the query means, or why it is refused. */
  noteId: string;
  invalid: boolean;
  hint: string;
  /** Whether the member may look inside payloads. */
  payload: boolean;
  /** The time range as the API takes it: values are counted in it. */
  range: { from: string; to: string };
  /** Opens the history; true as the key is used up. */
  onHistory: () => boolean;
};

export type BarFocus = { focus: () => void };

/**
 * The text of the query. A plain input until it has the focus for the first time; then the editor, once
 * it has loaded. Without it the input does all that is needed.
 */
export function QueryInput({ focusRef, ...props }: BarProps & { focusRef: React.Ref<BarFocus> }) {
  const { draft, noteId, invalid, hint, onHistory } = props;
  const [Editor, setEditor] = useState<typeof QueryEditor | null>(null);
  const [composing, setComposing] = useState(false);
  const [taken, setTaken] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const editor = useRef<(() => void) | null>(null);
  useImperativeHandle(focusRef, () => ({
    focus: () => {
      if (editor.current) editor.current();
      else if (input.current) focusAtEnd(input.current);
    },
  }));
  const load = () => {
    if (Editor) return;
    import("./query-editor/query-editor").then(
      (loaded) => setEditor(() => loaded.QueryEditor),
      // Nothing is lost: the input stays, and the next focus tries again.
      () => setEditor(null),
    );
  };
  return (
    <>
      {Editor && !composing && (
        <Editor
          {...props}
          input={input}
          onReady={(focus) => {
            editor.current = focus;
            setTaken(true);
          }}
        />
      )}
      {!taken && (
        <input
          ref={input}
          type="text"
          value={draft.text}
          onFocus={load}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
          onChange={(event) => draft.write(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape" && draft.dirty) {
              event.stopPropagation();
              draft.revert();
            }
            if (event.key === "ArrowUp" && onHistory()) event.preventDefault();
          }}
          aria-label="Query"
          aria-invalid={invalid}
          aria-describedby={noteId}
          placeholder={hint}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="none"
          enterKeyHint="search"
          className="h-[34px] w-full bg-transparent outline-none placeholder:text-ink-3"
        />
      )}
    </>
  );
}

function focusAtEnd(input: HTMLInputElement): void {
  input.focus();
  input.setSelectionRange(input.value.length, input.value.length);
}
